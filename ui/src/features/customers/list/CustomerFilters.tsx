import { useLingui } from "@lingui/react/macro";

import { SegmentBadge, SignalBadge, TierBadge } from "@/components/badges";
import { type FilterOption, FilterPill } from "@/components/list";
import { MemberAvatar } from "@/components/people";
import type { CustomerFilter } from "@/ipc/bindings/CustomerFilter";
import type { Segment } from "@/ipc/bindings/Segment";
import type { SignalKind } from "@/ipc/bindings/SignalKind";
import { useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { useMembers, useStatus, useTiers } from "@/shared/status";
import { segmentWords, signalWords } from "@/shared/words";

import { contactWord, parseContact } from "./listSearch";

/** Stands for nobody, and for "never ordered". */
const none = "none";
const contactChoices = ["never", "over30", "over90", "over180", "over365", "within7", "within30"];

interface CustomerFiltersProps {
  filter: CustomerFilter;
  onChange: (filter: CustomerFilter) => void;
}

/** What restricts the list: each filter a quiet button that says what is chosen and can be cleared. */
export function CustomerFilters({ filter, onChange }: CustomerFiltersProps) {
  const { t, i18n } = useLingui();
  const tiers = useTiers();
  const tags = useCommand("list_tags", {}).data ?? [];
  const format = useFormat();
  const set = (changes: Partial<CustomerFilter>) => onChange({ ...filter, ...changes });
  const contact = filter.last_contact ? contactWord(filter.last_contact) : null;
  const contactWords = useContactWords();
  const choices = contact === null || contactChoices.includes(contact) ? contactChoices : [...contactChoices, contact];
  return (
    <>
      <FilterPill
        label={t`Tier`}
        value={filter.tiers}
        onChange={(chosen) => set({ tiers: chosen })}
        options={[...tiers.values()].map(({ id, name }) => ({ value: id, label: name, picture: <TierBadge tier={id} /> }))}
      />
      <FilterPill label={t`Manager`} value={filter.owners.map((owner) => owner ?? none)} onChange={(chosen) => set({ owners: chosen.map(orNull) })} options={useOwnerOptions()} />
      {/* The strip below filters by segment, too; the button only says so while it does. */}
      {filter.segments.length > 0 && (
        <FilterPill
          label={t`Segment`}
          value={filter.segments.map((segment) => segment ?? none)}
          onChange={(chosen) => set({ segments: chosen.map(orNull) as (Segment | null)[] })}
          options={[
            ...(Object.keys(segmentWords) as Segment[]).map((segment) => ({ value: segment, label: i18n._(segmentWords[segment]), picture: <SegmentBadge segment={segment} /> })),
            { value: none, label: t`Never ordered`, picture: <SegmentBadge segment={null} /> },
          ]}
        />
      )}
      <FilterPill
        label={t`Signals`}
        value={filter.signals}
        onChange={(chosen) => set({ signals: chosen as SignalKind[] })}
        options={(Object.keys(signalWords) as SignalKind[]).map((kind) => ({ value: kind, label: i18n._(signalWords[kind]), picture: <SignalBadge kind={kind} /> }))}
      />
      {(tags.length > 0 || filter.tags.length > 0) && (
        <FilterPill
          label={t`Tags`}
          value={filter.tags}
          onChange={(chosen) => set({ tags: chosen })}
          options={[
            ...tags.map(({ tag, customers }) => ({ value: tag, label: tag, picture: `${tag} (${format.number(customers)})` })),
            ...filter.tags.filter((tag) => !tags.some((known) => known.tag === tag)).map((tag) => ({ value: tag, label: tag })),
          ]}
        />
      )}
      <FilterPill
        label={t`Contacted`}
        single
        value={contact === null ? [] : [contact]}
        onChange={([word]) => set({ last_contact: word === undefined ? null : parseContact(word) })}
        options={choices.map((word) => ({ value: word, label: contactWords(word) }))}
      />
      <FilterPill
        label={t`Ended`}
        single
        value={filter.ended ? ["shown"] : []}
        onChange={([shown]) => set({ ended: shown !== undefined })}
        options={[{ value: "shown", label: t`Shown, too` }]}
      />
    </>
  );
}

function orNull(value: string): string | null {
  return value === none ? null : value;
}

/** Oneself first, then the others by name, nobody last. */
function useOwnerOptions(): FilterOption[] {
  const { t } = useLingui();
  const format = useFormat();
  const members = useMembers();
  const me = useStatus()?.me;
  const ordered = [...members.values()].toSorted((left, right) => Number(right.id === me) - Number(left.id === me) || format.compare(left.name, right.name));
  return [
    ...ordered.map(({ id, name }) => ({ value: id, label: name, picture: <MemberAvatar member={id} withName /> })),
    { value: none, label: t`Nobody`, picture: <MemberAvatar member={null} withName /> },
  ];
}

function useContactWords(): (word: string) => string {
  const { t } = useLingui();
  return (word) => {
    const filter = parseContact(word);
    if (filter === null || filter.kind === "never") return t`never`;
    const { days } = filter;
    return filter.kind === "within" ? t`within ${days} days` : t`over ${days} days ago`;
  };
}
