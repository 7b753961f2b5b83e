import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Group, Menu, Stack, TextInput } from "@mantine/core";
import { IconCheck, IconChevronDown, IconDeviceFloppy, IconPencil, IconPencilCheck, IconTrash, IconUsers } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";

import { usePermissions } from "@/shared/permissions";

import { Dialog } from "../Dialog";

export interface ListView {
  id: string;
  name: string;
  /** All members see it. */
  shared: boolean;
  /** One's own: may be changed and deleted. */
  own: boolean;
}

interface ViewMenuProps {
  views: readonly ListView[];
  /** The view that the list started from; null for all. */
  current: string | null;
  /** Whether filters, sorting or columns differ from it. */
  changed: boolean;
  /** Name of the list without any view: "All customers". */
  allName: string;
  onChoose: (id: string | null) => void;
  onSaveNew: (name: string, shared: boolean) => void;
  onUpdate: (id: string) => void;
  /** Gives the chosen view another name, or shows it to others. */
  onRename: (name: string, shared: boolean) => void;
  onDelete: (id: string) => void;
}

/** The saved views of a list: choose, keep the present one under a name, change, delete. */
export function ViewMenu({ views, current, changed, allName, onChoose, onSaveNew, onUpdate, onRename, onDelete }: ViewMenuProps) {
  const { t } = useLingui();
  const { may } = usePermissions();
  const mayChange = may("saved_view", "name");
  const [naming, setNaming] = useState<"new" | "present" | null>(null);
  const chosen = views.find(({ id }) => id === current);
  const name = chosen?.name ?? allName;
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="subtle" color="gray" rightSection={<IconChevronDown size={14} />} aria-label={t`View: ${name}`}>
            {name}
            {changed && chosen ? " •" : ""}
          </Button>
        </Menu.Target>
        <Menu.Dropdown miw={220}>
          <Menu.Item onClick={() => onChoose(null)} rightSection={current === null ? <IconCheck size={14} /> : undefined}>
            {allName}
          </Menu.Item>
          {views.map(({ id, name: viewName, shared }) => (
            <Menu.Item
              key={id}
              onClick={() => onChoose(id)}
              leftSection={shared ? <IconUsers size={14} aria-label={t`Shared`} /> : undefined}
              rightSection={id === current ? <IconCheck size={14} /> : undefined}
            >
              {viewName}
            </Menu.Item>
          ))}
          {mayChange && <Menu.Divider />}
          {mayChange && chosen?.own && changed && (
            <Menu.Item leftSection={<IconPencilCheck size={16} stroke={1.5} />} onClick={() => onUpdate(chosen.id)}>
              <Trans>Save the changes to “{name}”</Trans>
            </Menu.Item>
          )}
          {may("saved_view", "make") && (
            <Menu.Item leftSection={<IconDeviceFloppy size={16} stroke={1.5} />} onClick={() => setNaming("new")}>
              <Trans>Save as a new view</Trans>
            </Menu.Item>
          )}
          {mayChange && chosen?.own && (
            <Menu.Item leftSection={<IconPencil size={16} stroke={1.5} />} onClick={() => setNaming("present")}>
              <Trans>Rename or share “{name}”</Trans>
            </Menu.Item>
          )}
          {mayChange && chosen?.own && (
            <Menu.Item leftSection={<IconTrash size={16} stroke={1.5} />} onClick={() => onDelete(chosen.id)}>
              <Trans>Delete “{name}”</Trans>
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Dialog
        opened={naming !== null}
        onClose={() => setNaming(null)}
        title={naming === "present" ? <Trans>Rename or share the view</Trans> : <Trans>Save as a new view</Trans>}
        size="sm"
      >
        <NameForm
          {...(naming === "present" && chosen ? { initial: chosen } : {})}
          onSave={(viewName, shared) => {
            setNaming(null);
            if (naming === "present") onRename(viewName, shared);
            else onSaveNew(viewName, shared);
          }}
        />
      </Dialog>
    </>
  );
}

interface NameFormProps {
  /** The view that is renamed. */
  initial?: ListView;
  onSave: (name: string, shared: boolean) => void;
}

function NameForm({ initial, onSave }: NameFormProps) {
  const { t } = useLingui();
  const [name, setName] = useState(initial?.name ?? "");
  const [shared, setShared] = useState(initial?.shared ?? false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(name.trim(), shared);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput label={t`Name of the view`} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        <Checkbox size="xs" label={t`Everybody sees it`} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
        <Group justify="flex-end">
          <Button type="submit" disabled={name.trim() === ""}>
            <Trans>Save</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
