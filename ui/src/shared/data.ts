import { keepPreviousData, QueryClient, type QueryKey, useMutation, type UseMutationResult, useQuery, type UseQueryResult } from "@tanstack/react-query";

import type { Area } from "@/ipc/bindings/Area";
import { call, type CallError, type CommandName, type RequestOf, type ResponseOf } from "@/ipc/call";

import { showProblem } from "./changes";

/** Which commands read from an area; their answers are asked for again when the program says that it changed. */
const readers = {
  customers: ["list_customers", "get_customer", "customer_timeline", "list_tags", "list_duplicates", "segment_summary", "search", "today", "record_history", "customer_history", "member_activity", "list_members", "list_tiers", "list_meetings", "get_meeting", "customer_meetings", "list_series", "list_promises", "get_minutes", "minutes_message", "get_preparation", "list_preparations_due"],
  contacts: ["list_customers", "get_customer", "customer_timeline", "search", "today", "record_history", "customer_history", "member_activity", "get_minutes", "get_preparation"],
  queue: ["list_customers", "get_customer", "segment_summary", "today", "get_preparation"],
  orders: ["list_customers", "get_customer", "customer_orders", "order_lines", "customer_timeline", "segment_summary", "search", "today", "backtest", "get_preparation"],
  meetings: ["list_meetings", "get_meeting", "list_series", "customer_meetings", "get_preparation", "list_preparations_due", "get_minutes", "minutes_message", "list_templates", "get_customer", "customer_timeline", "search", "today", "record_history", "customer_history", "member_activity"],
  promises: ["list_promises", "get_minutes", "minutes_message", "get_preparation", "customer_meetings", "get_customer", "customer_timeline", "search", "today", "record_history", "customer_history", "member_activity"],
  templates: ["list_templates", "get_preparation", "member_activity"],
  imports: ["list_imports", "list_watched_folders", "member_activity"],
  settings: ["list_members", "list_tiers", "list_views", "get_firm_settings", "status", "member_activity"],
} satisfies Record<Area, CommandName[]>;

/** Answers stay good until the program says that something changed: nothing else writes to its store. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, networkMode: "always" },
    // Requests may hold a passphrase: none is kept once nobody looks at its outcome.
    mutations: { retry: false, networkMode: "always", gcTime: 0 },
  },
});

/** Asks again for everything on the screen that an area of the data feeds, and for the rest when it is next shown. */
export function dataChanged(areas: readonly Area[]): void {
  const names = new Set<string>(areas.flatMap((area) => readers[area]));
  names.add("undo_state");
  // Whatever changes is to be sent, and may settle a conflict or make one.
  names.add("sync_status");
  names.add("list_conflicts");
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => typeof queryKey[0] === "string" && names.has(queryKey[0]) });
}

/** What tells of the exchange with other machines. */
const syncReaders: ReadonlySet<string> = new Set<CommandName>(["permissions", "sync_status", "list_devices", "list_invitations", "list_conflicts", "list_members", "member_activity", "erasure_remains"]);

/** Reads again how the exchange stands: the program said that it changed, or somebody has just changed it here. */
export function syncChanged(): void {
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => typeof queryKey[0] === "string" && syncReaders.has(queryKey[0]) });
}

/** Where the answer of a command is kept. */
export function commandKey<Name extends CommandName>(name: Name, request: RequestOf<Name>): QueryKey {
  return [name, request];
}

interface CommandOptions {
  /** False waits. */
  enabled?: boolean;
  /** Shows the previous answer while the next one is on its way: for what is typed or filtered. */
  keepPrevious?: boolean;
}

/** The answer of a reading command, kept fresh. */
export function useCommand<Name extends CommandName>(
  name: Name,
  request: RequestOf<Name>,
  { enabled = true, keepPrevious = false }: CommandOptions = {},
): UseQueryResult<ResponseOf<Name>, CallError> {
  return useQuery<ResponseOf<Name>, CallError>({
    queryKey: commandKey(name, request),
    queryFn: () => call(name, request),
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

interface ChangeOptions<Name extends CommandName> {
  /** The change was made: show it, close the form. */
  onDone?: (response: ResponseOf<Name>, request: RequestOf<Name>) => void;
  /** It was refused. Without this a toast says why. */
  onProblem?: (problem: CallError) => void;
}

/** A changing command, to be started with `mutate(request)`. */
export function useChange<Name extends CommandName>(
  name: Name,
  { onDone, onProblem = showProblem }: ChangeOptions<Name> = {},
): UseMutationResult<ResponseOf<Name>, CallError, RequestOf<Name>> {
  return useMutation<ResponseOf<Name>, CallError, RequestOf<Name>>({
    mutationFn: (request) => call(name, request),
    onSuccess: (response, request) => onDone?.(response, request),
    onError: onProblem,
  });
}
