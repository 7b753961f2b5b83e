import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, SegmentedControl, Text, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useState } from "react";

import { FormPage, useRecordForm } from "@/components/form";
import { ReadOnlyFields } from "@/components/guarded";
import type { Form } from "@/ipc/bindings/Form";
import type { Label } from "@/ipc/bindings/Label";
import type { Language } from "@/ipc/bindings/Language";
import type { Template } from "@/ipc/bindings/Template";
import { showChange } from "@/shared/changes";
import { labelText } from "@/shared/forms";
import { useLanguage } from "@/shared/language";
import { usePermissions } from "@/shared/permissions";

import { finished, type Place, problemOf, relabelled, sectionAdded } from "./editing";
import { SectionEditor } from "./SectionEditor";
import classes from "./Templates.module.css";

interface TemplateEditorProps {
  /** One of the firm's own that is changed; null makes a new one. */
  template: Template | null;
  /** What a new one is made from. */
  from: Template | null;
}

interface Draft extends Record<string, unknown> {
  name: Label;
  form: Form;
}

const emptyForm: Form = { sections: [{ title: { fi: "Osallistujat", en: "Participants" }, items: [{ item: "block", block: "attendees" }] }] };

function draftOf({ template, from }: TemplateEditorProps): Draft {
  if (template) return { name: template.name, form: template.form };
  if (!from) return { name: { fi: "", en: "" }, form: emptyForm };
  const { fi, en } = from.name;
  return { name: { fi: fi === "" ? "" : `${fi}, oma`, en: en === "" ? "" : `${en}, our own` }, form: from.form };
}

/** The editor of a form: sections, fields of all kinds, what fills itself, in any order, all by keyboard. */
export function TemplateEditor(props: TemplateEditorProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const router = useRouter();
  const denial = usePermissions().denied("preparation_template", "form");
  const [language, setLanguage] = useState<Language>(useLanguage());
  const [opened, setOpened] = useState<Place | null>(null);
  const { template } = props;
  const back = () => (router.history.canGoBack() ? router.history.back() : void navigate({ to: "/settings" }));
  const record = useRecordForm({
    command: "save_template",
    initialValues: draftOf(props),
    check: ({ name, form }) => {
      const problem = problemOf(form);
      if (problem && "place" in problem) setOpened(problem.place);
      return {
        ...(name.fi.trim() === "" && name.en.trim() === "" ? { name: msg`Needed` } : {}),
        ...(problem === null ? {} : { form: problemWords[problem.kind] }),
      };
    },
    toRequest: ({ name, form }, began) => ({
      ...(template ? { id: template.template.kind === "own" ? template.template.id : "", base: { name: began.name, form: began.form, log_place: template.log_place } } : {}),
      name,
      form: finished(form, began.form),
    }),
    onSaved: ({ transaction }) => {
      showChange({ message: template ? t`Form changed` : t`Form added`, transaction });
      back();
    },
  });
  const { form: values, problem } = { form: record.form, problem: record.form.errors["form"] };
  const { name, form } = values.values;
  const setForm = (next: Form) => {
    values.setFieldValue("form", next);
    values.clearFieldError("form");
  };
  const other: Language = language === "fi" ? "en" : "fi";
  const title = template ? labelText(template.name, language) : props.from ? t`New form from ${labelText(props.from.name, language)}` : t`New preparation form`;
  return (
    <div className={classes.page}>
      <ReadOnlyFields denial={denial}>
        <FormPage title={title} submitLabel={t`Save the form`} onClose={back} record={record}>
          <div className={classes.top}>
            <TextInput
              label={t`Name of the form`}
              className={classes.name}
              data-autofocus
              placeholder={name[other]}
              value={name[language]}
              error={values.errors["name"]}
              onChange={(event) => values.setFieldValue("name", relabelled(name, language, event.currentTarget.value))}
            />
            <div>
              <Text size="sm" fw={500} mb={4}>
                <Trans>Words in</Trans>
              </Text>
              <SegmentedControl
                aria-label={t`Language of the words`}
                data={[
                  { value: "fi", label: "Suomi" },
                  { value: "en", label: "English" },
                ]}
                value={language}
                onChange={(value) => setLanguage(value as Language)}
              />
            </div>
          </div>
          {form.sections.map((section, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a section has no name of its own; what is in it is all in the form
            <SectionEditor key={index} form={form} index={index} section={section} language={language} opened={opened} onOpen={setOpened} onChange={setForm} />
          ))}
          <div>
            <Button variant="default" leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setForm(sectionAdded(form))}>
              <Trans>Add a section</Trans>
            </Button>
          </div>
          {problem && (
            <Text size="sm" c="var(--pk-bad)" role="alert">
              {problem}
            </Text>
          )}
        </FormPage>
      </ReadOnlyFields>
    </div>
  );
}

const problemWords = {
  empty: msg`There is nothing in the form yet: add a question or facts.`,
  section: msg`A section has no title.`,
  field: msg`A question has no words.`,
  choices: msg`A question has nothing to choose from: write the choices, one a line.`,
};
