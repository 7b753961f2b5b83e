import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { type Icon, IconBuildingStore, IconFileImport, IconSettings, IconSunHigh, IconTargetArrow } from "@tabler/icons-react";

interface Place {
  to: "/" | "/customers" | "/import" | "/figures/queue" | "/settings";
  label: MessageDescriptor;
  go: MessageDescriptor;
  icon: Icon;
  keys: string;
}

/** What the navigation shows, in order. */
export const places: readonly Place[] = [
  { to: "/", label: msg`Today`, go: msg`Go to Today`, icon: IconSunHigh, keys: "g t" },
  { to: "/customers", label: msg`Customers`, go: msg`Go to Customers`, icon: IconBuildingStore, keys: "g c" },
  { to: "/import", label: msg`Import`, go: msg`Go to Import`, icon: IconFileImport, keys: "g i" },
  { to: "/figures/queue", label: msg`How good is the queue`, go: msg`Go to How good is the queue`, icon: IconTargetArrow, keys: "g q" },
  { to: "/settings", label: msg`Settings`, go: msg`Go to Settings`, icon: IconSettings, keys: "g s" },
];
