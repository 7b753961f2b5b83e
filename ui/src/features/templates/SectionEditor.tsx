import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Menu, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef } from "react";

import type { Form } from "@/ipc/bindings/Form";
import type { FormSection } from "@/ipc/bindings/FormSection";
import type { Language } from "@/ipc/bindings/Language";
import { labelText } from "@/shared/forms";
import { blockWords } from "@/shared/meetingWords";

import { blockAdded, blocksLeft, fieldAdded, itemMoved, itemRemoved, type Place, renamed, sectionMoved, sectionRemoved } from "./editing";
import { IconButton } from "./IconButton";
import { ItemEditor } from "./ItemEditor";
import classes from "./Templates.module.css";

interface SectionEditorProps {
  form: Form;
  index: number;
  section: FormSection;
  language: Language;
  /** The item whose fields are open. */
  opened: Place | null;
  onOpen: (place: Place | null) => void;
  onChange: (form: Form) => void;
}

/** A section of the form: its title, what is in it, and what can be added. */
export function SectionEditor({ form, index, section, language, opened, onOpen, onChange }: SectionEditorProps) {
  const { t, i18n } = useLingui();
  const title = labelText(section.title, language);
  const other: Language = language === "fi" ? "en" : "fi";
  const left = blocksLeft(form);
  const isOpen = (item: number) => opened?.section === index && opened.item === item;
  // What was moved keeps the keyboard.
  const follow = useRef<string | null>(null);
  useEffect(() => {
    if (follow.current === null) return;
    document.querySelector<HTMLElement>(`[data-place="${follow.current}"]`)?.focus();
    follow.current = null;
  });
  const move = (item: number, by: -1 | 1) => {
    const { form: moved, place } = itemMoved(form, { section: index, item }, by);
    if (moved === form) return;
    follow.current = `${place.section} ${place.item}`;
    if (isOpen(item)) onOpen(place);
    else onOpen(null);
    onChange(moved);
  };
  const onKeyDown = (event: KeyboardEvent, item: number) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(item, event.key === "ArrowUp" ? -1 : 1);
  };
  const addField = () => {
    onChange(fieldAdded(form, index));
    onOpen({ section: index, item: section.items.length });
  };
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.sectionHead}>
        <TextInput
          className={classes.sectionTitle}
          aria-label={t`Title of the section`}
          placeholder={section.title[other] || t`Title of the section`}
          value={section.title[language]}
          onChange={(event) => onChange(renamed(form, index, language, event.currentTarget.value))}
        />
        <IconButton label={t`Move ${title} up`} disabled={index === 0} onClick={() => onChange(sectionMoved(form, index, -1))} icon={IconArrowUp} />
        <IconButton label={t`Move ${title} down`} disabled={index === form.sections.length - 1} onClick={() => onChange(sectionMoved(form, index, 1))} icon={IconArrowDown} />
        <IconButton
          label={t`Delete ${title}`}
          disabled={form.sections.length === 1}
          onClick={() => {
            onOpen(null);
            onChange(sectionRemoved(form, index));
          }}
          icon={IconTrash}
        />
      </div>
      <ul className={classes.items}>
        {section.items.map((one, item) => (
          <ItemEditor
            key={one.item === "field" ? one.field.key : one.block}
            form={form}
            place={{ section: index, item }}
            item={one}
            language={language}
            opened={isOpen(item)}
            onToggle={() => onOpen(isOpen(item) ? null : { section: index, item })}
            onKeyDown={(event) => onKeyDown(event, item)}
            onMove={(by) => move(item, by)}
            onRemove={() => {
              onOpen(null);
              onChange(itemRemoved(form, { section: index, item }));
            }}
            onChange={onChange}
          />
        ))}
      </ul>
      <div className={classes.adding}>
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={addField}>
          <Trans>Question</Trans>
        </Button>
        {left.length > 0 && (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />}>
                <Trans>Facts that fill themselves</Trans>
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {left.map((block) => (
                <Menu.Item key={block} onClick={() => onChange(blockAdded(form, index, block))}>
                  {i18n._(blockWords[block])}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </section>
  );
}
