import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, HoverCard, Stack, Text } from "@mantine/core";
import { IconMail, IconPhone } from "@tabler/icons-react";

import type { CardPerson } from "@/ipc/bindings/CardPerson";
import { openAddress } from "@/ipc/open";
import { showProblem } from "@/shared/changes";
import { useMembers } from "@/shared/status";

import classes from "./people.module.css";

const avatarColors = ["petrol", "violet", "amber", "green", "rose", "blue"];

/** One colour for one person, the same on every machine. */
function colorOf(identity: string): string {
  let sum = 0;
  for (const sign of identity) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 997;
  return avatarColors[sum % avatarColors.length] ?? "petrol";
}

/** First letters of the first and the last name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => Array.from(word ?? "")[0] ?? "").join("").toLocaleUpperCase();
}

/** The first name and the first letter of the last: "Aino M." */
export function shortName(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = words[0] ?? "";
  const letter = words.length > 1 ? Array.from(words.at(-1) ?? "")[0] : undefined;
  return letter === undefined ? first : `${first} ${letter}.`;
}

interface MemberAvatarProps {
  member: string | null | undefined;
  /** Writes the name beside the picture; `short` leaves of the last name its first letter, for narrow columns. */
  withName?: boolean | "short";
  /** Pixels. */
  size?: number;
}

/** A person of the firm. Nobody is shown as a dashed place to fill. */
export function MemberAvatar({ member, withName = false, size = 20 }: MemberAvatarProps) {
  const { t } = useLingui();
  const found = useMembers().get(member ?? "");
  const name = found?.name ?? t`Nobody`;
  const color = found ? colorOf(found.id) : null;
  return (
    <span className={classes.member} title={withName === true ? undefined : name}>
      <span
        className={classes.picture}
        aria-hidden
        data-nobody={!found || undefined}
        style={{
          width: size,
          height: size,
          fontSize: size * 0.42,
          ...(color ? { background: `var(--mantine-color-${color}-light)`, color: `var(--mantine-color-${color}-light-color)` } : {}),
        }}
      >
        {found && initials(found.name)}
      </span>
      <span className={withName ? classes.memberName : classes.hidden} data-nobody={!found || undefined}>
        {withName === "short" ? shortName(name) : name}
      </span>
    </span>
  );
}

/** A person at a customer: the name, and on hover how to reach them. */
export function PersonChip({ person }: { person: CardPerson }) {
  const { name, title, phone, email } = person;
  return (
    <HoverCard openDelay={250} position="bottom-start" shadow="md" withinPortal withRoles={false}>
      <HoverCard.Target>
        <Text span inherit truncate tabIndex={0} style={{ cursor: "default", textDecoration: "underline dotted var(--pk-line-strong)", textUnderlineOffset: 3 }}>
          {name}
        </Text>
      </HoverCard.Target>
      <HoverCard.Dropdown p="sm">
        <Stack gap={4}>
          <Text fw={500}>{name}</Text>
          {title && (
            <Text size="sm" c="dimmed">
              {title}
            </Text>
          )}
          <Reach phone={phone} email={email} />
        </Stack>
      </HoverCard.Dropdown>
    </HoverCard>
  );
}

function open(address: string): void {
  void openAddress(address).catch(showProblem);
}

/** Telephone and e-mail, handed to the programs that the machine has for them. */
export function Reach({ phone, email }: { phone: string | null; email: string | null }) {
  if (!phone && !email) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>No telephone, no e-mail</Trans>
      </Text>
    );
  }
  return (
    <>
      {phone && (
        <Anchor component="button" type="button" size="sm" className={classes.reach} onClick={() => open(`tel:${phone.replace(/[^\d+]/g, "")}`)}>
          <IconPhone size={14} stroke={1.5} aria-hidden />
          <span>{phone}</span>
        </Anchor>
      )}
      {email && (
        <Anchor component="button" type="button" size="sm" className={classes.reach} title={email} onClick={() => open(`mailto:${email}`)}>
          <IconMail size={14} stroke={1.5} aria-hidden />
          <span>{email}</span>
        </Anchor>
      )}
    </>
  );
}
