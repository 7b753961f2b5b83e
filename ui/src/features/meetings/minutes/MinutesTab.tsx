import { ErrorState } from "@/components/ErrorState";
import { TextSkeleton } from "@/components/Skeletons";
import { useCommand } from "@/shared/data";

import { MinutesForm } from "./MinutesForm";

/** The minutes of a meeting: written in two minutes, closed when nothing is left open. */
export function MinutesTab({ meeting }: { meeting: string }) {
  const page = useCommand("get_minutes", { id: meeting });
  // What is being typed stays on the screen when it cannot be read again.
  if (page.error && !page.data) return <ErrorState error={page.error} retry={() => void page.refetch()} />;
  if (!page.data) return <TextSkeleton lines={10} />;
  return <MinutesForm page={page.data} />;
}
