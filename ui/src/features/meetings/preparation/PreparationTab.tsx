import { ErrorState } from "@/components/ErrorState";
import { TextSkeleton } from "@/components/Skeletons";
import { useCommand } from "@/shared/data";

import { BeginPreparation } from "./BeginPreparation";
import { PreparationForm } from "./PreparationForm";

/** The form that prepares a meeting, or the choice of one to begin with. */
export function PreparationTab({ meeting }: { meeting: string }) {
  const page = useCommand("get_preparation", { id: meeting });
  // What is being typed stays on the screen when it cannot be read again.
  if (page.error && !page.data) return <ErrorState error={page.error} retry={() => void page.refetch()} />;
  if (!page.data) return <TextSkeleton lines={10} />;
  const { preparation, suggested } = page.data;
  if (!preparation) return <BeginPreparation meeting={meeting} suggested={suggested} />;
  // Another template is another form; its answers stay.
  return <PreparationForm key={JSON.stringify(preparation.form)} meeting={page.data.meeting} preparation={preparation} />;
}
