import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconClipboardList } from "@tabler/icons-react";
import { useNavigate, useParams } from "@tanstack/react-router";

import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { TextSkeleton } from "@/components/Skeletons";
import type { Template } from "@/ipc/bindings/Template";
import { useCommand } from "@/shared/data";

import { TemplateEditor } from "./TemplateEditor";

/** Begins the address of a form that is made from another one. */
const copyOf = "copy-";

/** A form that prepares meetings: a new one, one made from another, or one of the firm's own to change. */
export function TemplateScreen() {
  const { template: wanted } = useParams({ strict: false }) as { template: string };
  const { t } = useLingui();
  const navigate = useNavigate();
  const templates = useCommand("list_templates", {});
  if (templates.error) return <ErrorState error={templates.error} retry={() => void templates.refetch()} />;
  if (wanted === "new") return <TemplateEditor key={wanted} template={null} from={null} />;
  if (!templates.data) return <TextSkeleton lines={12} />;
  const copying = wanted.startsWith(copyOf);
  const key = copying ? wanted.slice(copyOf.length) : wanted;
  const found = templates.data.find(({ template }: Template) => (template.kind === "own" ? template.id : template.which) === key);
  if (!found || (!copying && found.template.kind === "built_in")) {
    return (
      <EmptyState
        icon={IconClipboardList}
        title={t`There is no such form`}
        actions={
          <Button variant="default" onClick={() => void navigate({ to: "/settings" })}>
            <Trans>Settings</Trans>
          </Button>
        }
      >
        <Trans>It has been deleted, or the address is wrong. What was deleted comes back with undo.</Trans>
      </EmptyState>
    );
  }
  return <TemplateEditor key={wanted} template={copying ? null : found} from={copying ? found : null} />;
}
