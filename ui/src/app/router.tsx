import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";

import { Crash } from "@/components/Crash";
import { duplicatesSearch } from "@/features/customers/duplicates/search";
import { parseListSearch } from "@/features/customers/list/listSearch";
import { customerSearch } from "@/features/customers/record/search";
import { importSearch } from "@/features/import/search";
import { meetingSearch, meetingsSearch, preparationsSearch } from "@/features/meetings/search";
import { promisesSearch } from "@/features/promises/search";
import { conflictsSearch } from "@/features/sharing/search";
import { noteCrash } from "@/ipc/log";

import { Shell } from "./shell/Shell";

const root = createRootRoute({ component: Shell });

const today = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(() => import("@/features/today/TodayScreen"), "TodayScreen"),
});

const customers = createRoute({
  getParentRoute: () => root,
  path: "/customers",
  validateSearch: parseListSearch,
  component: lazyRouteComponent(() => import("@/features/customers/CustomersScreen"), "CustomersScreen"),
});

const duplicates = createRoute({
  getParentRoute: () => root,
  path: "/customers/duplicates",
  validateSearch: duplicatesSearch,
  component: lazyRouteComponent(() => import("@/features/customers/DuplicatesScreen"), "DuplicatesScreen"),
});

const customer = createRoute({
  getParentRoute: () => root,
  path: "/customers/$customer",
  validateSearch: customerSearch,
  component: lazyRouteComponent(() => import("@/features/customers/CustomerScreen"), "CustomerScreen"),
});

const meetings = createRoute({
  getParentRoute: () => root,
  path: "/meetings",
  validateSearch: meetingsSearch,
  component: lazyRouteComponent(() => import("@/features/meetings/MeetingsScreen"), "MeetingsScreen"),
});

const meeting = createRoute({
  getParentRoute: () => root,
  path: "/meetings/$meeting",
  validateSearch: meetingSearch,
  component: lazyRouteComponent(() => import("@/features/meetings/page/MeetingScreen"), "MeetingScreen"),
});

const preparations = createRoute({
  getParentRoute: () => root,
  path: "/preparations",
  validateSearch: preparationsSearch,
  component: lazyRouteComponent(() => import("@/features/meetings/PreparationsScreen"), "PreparationsScreen"),
});

const promises = createRoute({
  getParentRoute: () => root,
  path: "/promises",
  validateSearch: promisesSearch,
  component: lazyRouteComponent(() => import("@/features/promises/PromisesScreen"), "PromisesScreen"),
});

const importFiles = createRoute({
  getParentRoute: () => root,
  path: "/import",
  component: lazyRouteComponent(() => import("@/features/import/ImportScreen"), "ImportScreen"),
});

const importFile = createRoute({
  getParentRoute: () => root,
  path: "/import/new",
  validateSearch: importSearch,
  component: lazyRouteComponent(() => import("@/features/import/wizard/ImportWizard"), "ImportWizard"),
});

const queueQuality = createRoute({
  getParentRoute: () => root,
  path: "/figures/queue",
  component: lazyRouteComponent(() => import("@/features/figures/QueueQualityScreen"), "QueueQualityScreen"),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: lazyRouteComponent(() => import("@/features/settings/SettingsScreen"), "SettingsScreen"),
});

const template = createRoute({
  getParentRoute: () => root,
  path: "/settings/templates/$template",
  component: lazyRouteComponent(() => import("@/features/templates/TemplateScreen"), "TemplateScreen"),
});

const sharing = createRoute({
  getParentRoute: () => root,
  path: "/sharing",
  component: lazyRouteComponent(() => import("@/features/sharing/SharingScreen"), "SharingScreen"),
});

const recovery = createRoute({
  getParentRoute: () => root,
  path: "/sharing/recovery",
  component: lazyRouteComponent(() => import("@/features/sharing/RecoveryScreen"), "RecoveryScreen"),
});

const conflicts = createRoute({
  getParentRoute: () => root,
  path: "/sharing/conflicts",
  validateSearch: conflictsSearch,
  component: lazyRouteComponent(() => import("@/features/sharing/ConflictsScreen"), "ConflictsScreen"),
});

const member = createRoute({
  getParentRoute: () => root,
  path: "/sharing/people/$member",
  component: lazyRouteComponent(() => import("@/features/sharing/MemberScreen"), "MemberScreen"),
});

/** Every screen behind the gate. The address lives in the hash: the window serves files, not paths. */
export const router = createRouter({
  routeTree: root.addChildren([today, customers, duplicates, customer, meetings, meeting, preparations, promises, importFiles, importFile, queueQuality, settings, template, sharing, recovery, conflicts, member]),
  history: createHashHistory(),
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultErrorComponent: ({ reset }) => <Crash retry={reset} />,
  defaultOnCatch: noteCrash,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
