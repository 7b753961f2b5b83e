import {
  type Icon,
  IconBuildingCommunity,
  IconCalendarEvent,
  IconHeadset,
  IconMail,
  IconMailbox,
  IconPhone,
  IconToolsKitchen2,
  IconUsers,
  IconVideo,
} from "@tabler/icons-react";

import type { ContactKind } from "@/ipc/bindings/ContactKind";

/** The picture of each kind of contact, the same in the log and on the timeline. */
export const contactKindIcons: Record<ContactKind, Icon> = {
  call: IconPhone,
  visit: IconUsers,
  hosting: IconBuildingCommunity,
  lunch: IconToolsKitchen2,
  email: IconMail,
  online: IconVideo,
  letter: IconMailbox,
  event: IconCalendarEvent,
  service: IconHeadset,
};
