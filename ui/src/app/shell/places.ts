import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { type Icon, IconBuildingStore, IconCalendarEvent, IconClipboardList, IconFileImport, IconHeartHandshake, IconSettings, IconSunHigh, IconTargetArrow } from "@tabler/icons-react";

interface Place {
  to: "/" | "/customers" | "/meetings" | "/preparations" | "/promises" | "/import" | "/figures/queue" | "/settings";
  label: MessageDescriptor;
  go: MessageDescriptor;
  icon: Icon;
  keys: string;
}

/** What the navigation shows, in order. */
export const places: readonly Place[] = [
  { to: "/", label: msg`Today`, go: msg`Go to Today`, icon: IconSunHigh, keys: "g t" },
  { to: "/customers", label: msg`Customers`, go: msg`Go to Customers`, icon: IconBuildingStore, keys: "g c" },
  { to: "/meetings", label: msg`Meetings`, go: msg`Go to Meetings`, icon: IconCalendarEvent, keys: "g m" },
  { to: "/preparations", label: msg`Preparations`, go: msg`Go to Preparations`, icon: IconClipboardList, keys: "g v" },
  { to: "/promises", label: msg`Promises`, go: msg`Go to Promises`, icon: IconHeartHandshake, keys: "g l" },
  { to: "/import", label: msg`Import`, go: msg`Go to Import`, icon: IconFileImport, keys: "g i" },
  { to: "/figures/queue", label: msg`How good is the queue`, go: msg`Go to How good is the queue`, icon: IconTargetArrow, keys: "g q" },
  { to: "/settings", label: msg`Settings`, go: msg`Go to Settings`, icon: IconSettings, keys: "g s" },
];
