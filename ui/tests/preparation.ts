import type { FormField } from "@/ipc/bindings/FormField";
import type { Preparation } from "@/ipc/bindings/Preparation";

// A preparation for tests: two fields, one of the assistant and one of the owner.

const label = (en: string) => ({ fi: "", en });
const field = (key: string, en: string, filled_by: FormField["filled_by"]): FormField => ({ key, label: label(en), hint: label(""), kind: "long_text", filled_by, required: true });

export function preparation(changes: Partial<Preparation> = {}): Preparation {
  return {
    id: "v1",
    template: { kind: "built_in", which: "regular_care" },
    form: {
      sections: [
        { title: label("News"), items: [{ item: "field", field: field("news", "News of the customer", "assistant") }, { item: "block", block: "promises" }] },
        { title: label("Objective"), items: [{ item: "field", field: field("objective", "One objective", "owner") }] },
      ],
    },
    template_changed: false,
    answers: [],
    other_answers: [],
    blocks: [
      {
        block: "promises",
        content: { block: "promises", promises: [{ key: "l1", promise: "l1", direction: "ours", text: "Price list", due: "2030-01-01", member: null, person: null, person_name: null }] },
        taken_at: 0,
        changed: ["l1"],
        outdated: ["l2"],
      },
    ],
    state: "draft",
    completed: null,
    approved: null,
    missing: [{ kind: "assistant_field", field: "news", label: label("News of the customer") }],
    log_place: 5,
    ...changes,
  };
}
