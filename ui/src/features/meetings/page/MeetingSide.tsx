import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { ReactNode } from "react";

import { Details, Section } from "@/components/record";
import { DateText } from "@/components/values";
import type { Meeting } from "@/ipc/bindings/Meeting";
import { useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { labelText } from "@/shared/forms";
import { useLanguage } from "@/shared/language";
import { contactKindWords } from "@/shared/words";

import { repeatOf, spelledWords, usualOf, usualRepeatWords } from "../drawer/series";
import type { MeetingTab } from "../search";
import classes from "./MeetingPage.module.css";
import { Participants } from "./Participants";

/** Beside the form: who comes, what was arranged; beside the minutes also what was prepared. */
export function MeetingSide({ record, tab }: { record: Meeting; tab: MeetingTab }) {
  const { t, i18n } = useLingui();
  const { meeting, series, alarm_minutes, imported } = record;
  const rows: { label: string; value: ReactNode }[] = [{ label: t`How`, value: i18n._(contactKindWords[meeting.kind]) }];
  if (series) {
    const repeat = repeatOf(series.rule);
    const usual = usualOf(repeat);
    rows.push({
      label: t`Repeats`,
      value: (
        <>
          {usual ? i18n._(usualRepeatWords[usual]) : i18n._(spelledWords[repeat.unit](repeat.every))}
          {series.rule.until !== null && (
            <>
              {" "}
              <Trans>
                until <DateText date={series.rule.until} />
              </Trans>
            </>
          )}
        </>
      ),
    });
    if (meeting.series_day !== null && meeting.series_day !== meeting.day) rows.push({ label: t`Moved from`, value: <DateText date={meeting.series_day} /> });
  }
  if (meeting.moved_by_customer > 0) rows.push({ label: t`Moved`, value: <Plural value={meeting.moved_by_customer} one="once by the customer" other="# times by the customer" /> });
  if (alarm_minutes !== null) rows.push({ label: t`Reminder`, value: t`${alarm_minutes} min before` });
  if (imported) rows.push({ label: t`Comes from`, value: t`another calendar` });
  return (
    <>
      {tab === "minutes" ? <FromForm meeting={meeting.id} /> : <Participants meeting={meeting} />}
      <Section title={t`Arrangements`}>
        <Details rows={rows} />
      </Section>
    </>
  );
}

/** What was written into the form beforehand: the objective, the questions, the result wanted. */
function FromForm({ meeting }: { meeting: string }) {
  const { t } = useLingui();
  const language = useLanguage();
  const format = useFormat();
  const answers = useCommand("get_minutes", { id: meeting }).data?.from_form ?? [];
  if (answers.length === 0) return null;
  return (
    <Section title={t`From the preparation`}>
      <dl className={classes.prepared}>
        {answers.map(({ field, label, value }) => (
          <div key={field}>
            <dt>{labelText(label, language)}</dt>
            <dd>
              <Text size="sm" className={classes.text}>
                {/^\d{4}-\d{2}-\d{2}$/u.test(value) ? format.date(value) : value}
              </Text>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
