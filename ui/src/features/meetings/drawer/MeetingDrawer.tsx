import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { FormDrawer, useRecordForm } from "@/components/form";
import { showChange } from "@/shared/changes";
import { today } from "@/shared/format";
import { meetingDrawer, type MeetingRequest } from "@/shared/meetings";
import { useOpening } from "@/shared/opener";
import { useStatus } from "@/shared/status";

import { draftOf, meetingRequest, ruleFor, seriesRequest } from "./draft";
import { MeetingFields } from "./MeetingFields";
import { type Repeat, repeatOf } from "./series";
import { SeriesFields } from "./SeriesFields";

/** The form of a meeting or a series: drawn once by the shell, opened from anywhere with `openMeeting`. */
export function MeetingDrawer() {
  const opening = useOpening(meetingDrawer);
  const me = useStatus()?.me ?? null;
  if (!opening) return null;
  return <MeetingForm key={opening.serial} request={opening.request} opened={opening.opened} me={me} />;
}

/** Longest purpose, characters. */
const longestPurpose = 500;

function MeetingForm({ request, opened, me }: { request: MeetingRequest; opened: boolean; me: string | null }) {
  const { t } = useLingui();
  const changed = request.kind === "change" ? request.meeting : undefined;
  const series = request.kind === "series" ? request.series : undefined;
  const [repeat, setRepeat] = useState<Repeat>(series ? repeatOf(series.rule) : null);
  const [until, setUntil] = useState<string | null>(series?.rule.until ?? null);

  const done = (message: string, transaction: string | null) => {
    showChange({ message, transaction });
    meetingDrawer.close();
  };
  const record = useRecordForm<"save_meeting" | "save_series", ReturnType<typeof draftOf>>({
    command: repeat ? "save_series" : "save_meeting",
    initialValues: draftOf(request, today(), me),
    check: ({ customer, purpose, day, begins, duration }) => ({
      ...(customer === null ? { customer: msg`Choose the customer` } : {}),
      ...(purpose.trim() === "" ? { purpose: msg`Needed` } : purpose.length > longestPurpose ? { purpose: msg`Too long` } : {}),
      ...(day === null ? { day: msg`Choose a day` } : {}),
      ...(begins !== null && duration === null ? { duration: msg`Needed` } : {}),
    }),
    toRequest: (draft, began) => (repeat ? seriesRequest(draft, request, repeat, until) : meetingRequest(draft, began, changed)),
    onSaved: ({ transaction }) => {
      if (series) return done(t`Series changed`, transaction);
      if (repeat) return done(t`Series of meetings added`, transaction);
      return done(changed ? t`Meeting changed` : t`Meeting added`, transaction);
    },
  });
  const { day } = record.form.values;
  const rule = repeat && day !== null ? ruleFor(request, repeat, day, until) : null;
  const title = series ? (request.kind === "series" && request.from ? t`Change this and the following meetings` : t`Change the series`) : changed ? t`Change the meeting` : t`New meeting`;
  return (
    <FormDrawer title={title} submitLabel={t`Save`} opened={opened} onClose={meetingDrawer.close} record={record}>
      <MeetingFields
        form={record.form}
        known={changed?.meeting.participants ?? []}
        fixedCustomer={changed !== undefined || series !== undefined}
        repeating={
          changed ? null : (
            <SeriesFields day={day} repeat={repeat} onRepeat={setRepeat} until={until} onUntil={setUntil} rule={rule} always={series !== undefined} />
          )
        }
      />
    </FormDrawer>
  );
}
