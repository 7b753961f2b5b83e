import { Trans, useLingui } from "@lingui/react/macro";

import { ErrorState } from "@/components/ErrorState";
import { TextSkeleton } from "@/components/Skeletons";
import { useCommand } from "@/shared/data";

import { FirmForm } from "./FirmForm";
import { segmentDefaults, segmentFields, signalDefaults, signalFields } from "./rules";
import { SettingsSection } from "./SettingsSection";
import { ThresholdsForm } from "./ThresholdsForm";

/** What is the same for every member of the firm: its name and its thresholds. */
export function FirmSections() {
  const { t } = useLingui();
  const { data: settings, error, refetch } = useCommand("get_firm_settings", {});
  const waiting = error ? <ErrorState error={error} retry={() => void refetch()} /> : <TextSkeleton lines={4} />;
  return (
    <>
      <SettingsSection anchor="firm" title={t`The firm`}>
        {settings ? <FirmForm key={JSON.stringify([settings.firm, settings.currency, settings.horizon_days])} settings={settings} /> : waiting}
      </SettingsSection>
      <SettingsSection anchor="signals" title={t`Signals`} description={<Trans>When something seen in the orders becomes a signal in the queue. After a change the queue is read anew in the background.</Trans>}>
        {settings ? (
          <ThresholdsForm
            key={JSON.stringify(settings.signal_rules)}
            label={t`Signals`}
            settings={settings}
            fields={signalFields}
            stored={settings.signal_rules}
            defaults={signalDefaults}
            place={(firm, signal_rules) => ({ ...firm, signal_rules })}
           
          />
        ) : (
          waiting
        )}
      </SettingsSection>
      <SettingsSection anchor="segments" title={t`Segments`} description={<Trans>How customers are divided by what they have ordered.</Trans>}>
        {settings ? (
          <ThresholdsForm
            key={JSON.stringify(settings.segment_rule)}
            label={t`Segments`}
            settings={settings}
            fields={segmentFields}
            stored={settings.segment_rule}
            defaults={segmentDefaults}
            place={(firm, segment_rule) => ({ ...firm, segment_rule })}
           
          />
        ) : (
          waiting
        )}
      </SettingsSection>
    </>
  );
}
