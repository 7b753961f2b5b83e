import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useRef } from "react";

import { FormDrawer, useRecordForm } from "@/components/form";
import type { ContactLogged } from "@/ipc/bindings/ContactLogged";
import { showChange } from "@/shared/changes";
import { contactLog, type ContactLogRequest, openContactLog } from "@/shared/contactLog";
import { today } from "@/shared/format";
import { openNextAction } from "@/shared/nextActions";
import { useOpening } from "@/shared/opener";

import { ContactFields } from "./ContactFields";
import { type ContactDraft, draftOf, requestOf } from "./draft";

/** The contact log: drawn once by the shell, opened from anywhere with `openContactLog`. */
export function ContactLogDrawer() {
  const opening = useOpening(contactLog);
  if (!opening) return null;
  return <ContactLog key={opening.serial} request={opening.request} opened={opening.opened} />;
}

function ContactLog({ request, opened }: { request: ContactLogRequest; opened: boolean }) {
  const { t } = useLingui();
  const another = useRef(false);
  const changing = request.contact !== undefined;

  const saved = ({ transaction, asks_next_action }: ContactLogged, { customer }: ContactDraft) => {
    const goesOn = another.current;
    another.current = false;
    showChange({ message: changing ? t`Contact changed` : t`Contact logged`, transaction });
    contactLog.close();
    const next = goesOn ? () => openContactLog({}) : undefined;
    if (asks_next_action && customer) openNextAction({ customer, asked: true, ...(next ? { afterwards: next } : {}) });
    else next?.();
  };
  const record = useRecordForm({
    command: "log_contact",
    initialValues: draftOf(request, today()),
    check: ({ customer, text, due, date }) => ({
      ...(customer === null ? { customer: msg`Choose the customer` } : {}),
      ...(text.trim() !== "" && due === null ? { due: msg`Choose a day` } : {}),
      ...(date === null ? { date: msg`Choose a day` } : {}),
    }),
    toRequest: (draft) => requestOf(draft, request),
    onSaved: saved,
  });
  const saveAndGoOn = () => {
    another.current = true;
    record.submit();
  };

  return (
    <FormDrawer
      title={changing ? t`Change the contact` : t`Log a contact`}
      submitLabel={changing ? t`Save` : t`Log it`}
      opened={opened}
      onClose={contactLog.close}
      record={record}
      extra={
        changing ? undefined : (
          <Button variant="subtle" color="gray" onClick={saveAndGoOn} disabled={record.saving} mr="auto">
            <Trans>Save and log another</Trans>
          </Button>
        )
      }
    >
      <ContactFields form={record.form} request={request} onSaveAndGoOn={saveAndGoOn} />
    </FormDrawer>
  );
}
