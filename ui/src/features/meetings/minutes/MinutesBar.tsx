import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMail } from "@tabler/icons-react";

import { type SavingState, SavingNote } from "@/components/autosave";
import { KeyHint } from "@/components/KeyHint";
import { MinutesBadge } from "@/components/meetings";
import { MemberAvatar } from "@/components/people";
import type { MinutesPage } from "@/ipc/bindings/MinutesPage";
import { errorMessage } from "@/ipc/errors";
import { showChange } from "@/shared/changes";
import { useChange } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { usePermissions } from "@/shared/permissions";

import preparation from "../preparation/Preparation.module.css";
import { MessageDrawer } from "./MessageDrawer";
import { Problem } from "./Problem";

interface MinutesBarProps {
  page: MinutesPage;
  saving: SavingState;
  readOnly: boolean;
  /** It was to be closed before the meeting was held. */
  notHeld: boolean;
  onClose: () => void;
  closing: boolean;
  flush: () => Promise<boolean>;
}

/** Below the minutes, always in view: how far they are and by whom, the message to the customer, and the one thing to do next. */
export function MinutesBar({ page, saving, readOnly, notHeld, onClose, closing, flush }: MinutesBarProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { may } = usePermissions();
  const [writing, { open, close }] = useDisclosure();
  const { meeting, minutes } = page;
  const reopen = useChange("reopen_minutes", { onDone: ({ transaction }) => showChange({ message: t`Minutes open again; the logged contact stays`, transaction }) });
  const closed = minutes?.closed ?? null;
  return (
    <div className={`${preparation.bar} pk-no-print`}>
      <div className={preparation.barLine}>
        <span className={preparation.barState}>
          <MinutesBadge state={minutes?.state ?? null} />
        </span>
        {closed && (
          <span className={preparation.stamp}>
            <MemberAvatar member={closed.member} withName size={18} /> {format.dateTime(closed.at)}
          </span>
        )}
        <span className={preparation.spring} />
        {(!readOnly || saving.state === "failed") && <SavingNote saving={saving} />}
        {minutes !== null && (
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconMail size={15} stroke={1.5} />}
            onClick={() => {
              void flush().then((saved) => saved && open());
            }}
          >
            <Trans>Message to the customer</Trans>
          </Button>
        )}
        {minutes?.state === "closed" && may("minutes", "closed_at") && (
          <Button variant="default" size="compact-md" onClick={() => reopen.mutate({ id: meeting.id })} loading={reopen.isPending}>
            <Trans>Open again</Trans>
          </Button>
        )}
        {!readOnly && (
          <Button size="compact-md" onClick={onClose} loading={closing} rightSection={<KeyHint keys="mod+Enter" onButton />}>
            <Trans>Close the minutes</Trans>
          </Button>
        )}
      </div>
      <Problem>{notHeld ? i18n._(errorMessage({ code: "meeting_not_held_yet", fields: {} } as never)) : null}</Problem>
      <MessageDrawer meeting={meeting.id} opened={writing} onClose={close} />
    </div>
  );
}
