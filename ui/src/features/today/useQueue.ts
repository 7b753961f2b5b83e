import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";

import type { SignalKind } from "@/ipc/bindings/SignalKind";
import type { Today } from "@/ipc/bindings/Today";
import { call, type CallError } from "@/ipc/call";
import type { Acting } from "@/components/plays";
import { queryClient, useCommand } from "@/shared/data";
import { useStatus } from "@/shared/status";

import { cardsOf, nextOffset, pageSize, type QueuePages, withoutSignals } from "./queue";
import { memberOf, type QueueView, type Whose } from "./view";

/** First part of the key of everything that this screen reads; the program's news of a change finds it by this. */
const command = "today";

function requestOf({ whose, kinds }: Pick<QueueView & { whose: Whose }, "whose" | "kinds">, me: string | null | undefined) {
  const member = memberOf(whose, me);
  return { ...(member ? { member } : {}), kinds: [...kinds] };
}

/** Whom to contact, the most value at stake first, read page by page. */
export function useQueue(view: QueueView & { whose: Whose }) {
  const me = useStatus()?.me;
  // Whose queue comes first depends on the members.
  const ready = !useCommand("list_members", {}).isPending;
  const request = requestOf(view, me);
  const query = useInfiniteQuery<Today, CallError, QueuePages, readonly unknown[], number>({
    queryKey: [command, request],
    queryFn: ({ pageParam }) => call(command, { ...request, offset: pageParam, limit: pageSize }),
    initialPageParam: 0,
    getNextPageParam: (_, pages) => nextOffset(pages),
    placeholderData: keepPreviousData,
    enabled: ready,
  });
  const newest = query.data?.pages.at(-1);
  return {
    /** The figures beside the queue; undefined until the first answer. */
    today: newest,
    cards: cardsOf(query.data),
    stale: query.isPlaceholderData,
    error: query.error,
    retry: () => void query.refetch(),
    /** Reads further cards; undefined when there are none or they are on their way. */
    readOn: query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : undefined,
  };
}

/** Takes what a play deals with off the screen before the program has answered, and asks anew once it has. */
export function acting(customer: string, whose: Whose): Acting {
  return (play, kinds) => {
    // A card handed to a colleague stays in everybody's queue.
    const leaves = play !== "hand_over" || whose !== "team";
    if (leaves) {
      void queryClient.cancelQueries({ queryKey: [command] });
      queryClient.setQueriesData<QueuePages>({ queryKey: [command] }, (known) => known && withoutSignals(known, customer, kinds as readonly SignalKind[]));
    }
    return () => void queryClient.invalidateQueries({ queryKey: [command] });
  };
}
