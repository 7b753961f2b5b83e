import type { Template } from "@/ipc/bindings/Template";
import type { TemplateChoice } from "@/ipc/bindings/TemplateChoice";

/** One name for one template. */
export function templateKey(choice: TemplateChoice): string {
  return choice.kind === "built_in" ? `built_in ${choice.which}` : choice.id;
}

/** The suggested one first, the others in their order. */
export function suggestedFirst(templates: readonly Template[], suggested: TemplateChoice): Template[] {
  const key = templateKey(suggested);
  return templates.toSorted((left, right) => Number(templateKey(right.template) === key) - Number(templateKey(left.template) === key));
}
