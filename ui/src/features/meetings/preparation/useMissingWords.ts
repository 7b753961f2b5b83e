import { useLingui } from "@lingui/react/macro";

import type { MissingFromPreparation } from "@/ipc/bindings/MissingFromPreparation";
import { labelText } from "@/shared/forms";
import { useLanguage } from "@/shared/language";

/** What is missing from a preparation, in a few words. */
export function useMissingWords(): (missing: MissingFromPreparation) => string {
  const { t } = useLingui();
  const language = useLanguage();
  return (missing) => {
    switch (missing.kind) {
      case "not_begun":
        return t`nobody has begun`;
      case "participants":
        return t`who comes from the customer`;
      case "place":
        return t`place or link`;
      case "time":
        return t`time of day`;
      case "assistant_field":
      case "owner_field":
        return labelText(missing.label, language);
    }
  };
}
