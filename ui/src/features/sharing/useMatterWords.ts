import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";

import { type Format, localDateOf, today, useFormat } from "@/shared/format";

import type { Matter } from "./standing";

export interface MatterWords {
  /** A few words, for the navigation. */
  short: string;
  /** A sentence or two, with what to do. */
  long: string;
}

const minute = 60_000;
const hour = 60 * minute;

/** A matter in words that need no knowledge of how the exchange works. */
export function useMatterWords(): (matter: Matter) => MatterWords {
  const { t } = useLingui();
  const format = useFormat();
  const span = (milliseconds: number): string => {
    const days = Math.round(milliseconds / (24 * hour));
    if (milliseconds >= 48 * hour) return t({ context: "how far ahead", message: `${plural(days, { one: "# day", other: "# days" })}` });
    const hours = Math.round(milliseconds / hour);
    if (hours >= 1) return t`${hours} h`;
    return t`${Math.max(1, Math.round(milliseconds / minute))} min`;
  };
  return (matter) => {
    switch (matter.kind) {
      case "shut_out":
        return { short: t`No longer in the firm`, long: t`This machine has been removed from the firm. What you write here no longer reaches the others.` };
      case "paused":
        return { short: t`Synchronising is paused`, long: t`Synchronising is paused on this machine: nothing is sent or fetched.` };
      case "unreachable":
        return { short: t`Folder not reachable`, long: t`${unreachable(matter.since)} You can go on working: changes are sent when it is back.` };
      case "missing":
        return {
          short: t`Folder is empty`,
          long: t`The files of the firm are not in the shared folder any more. Is the drive connected, or has somebody emptied the folder? Nothing is deleted on this machine for it.`,
        };
      case "foreign":
        return { short: t`Wrong folder`, long: t`Another firm is in this folder. Say where the shared folder of this firm is.` };
      case "full":
        return { short: t`Shared folder is full`, long: t`There is no room in the shared folder. Free some space there; your changes wait on this machine.` };
      case "read_only":
        return { short: t`No right to write`, long: t`This machine may not write into the shared folder. Ask whoever looks after the folder for the right to edit.` };
      case "newer_format":
        return { short: t`Update the program`, long: t`Somebody uses a newer version of Pelikirja. Update the program on this machine to get all of their changes.` };
      case "failed":
        return { short: t`Synchronising failed`, long: t`Synchronising failed on this machine and is tried again by itself. If it keeps failing, see that the disk of the machine is not full.` };
      case "set_aside": {
        const { files, name } = matter;
        return { short: t`Changes set aside`, long: t`${plural(files, { one: "# file", other: "# files" })} from ${name} set aside: written after the machine was removed.` };
      }
      case "waiting": {
        const { files, name } = matter;
        const short = t`${plural(files, { one: "Waiting for # file", other: "Waiting for # files" })}`;
        return {
          short,
          long:
            name === null
              ? t`${plural(files, { one: "Waiting for # file that is not here as a whole yet.", other: "Waiting for # files that are not here as a whole yet." })}`
              : t`${plural(files, { one: `Waiting for # file from ${name}.`, other: `Waiting for # files from ${name}.` })}`,
        };
      }
      case "sending": {
        const { changes } = matter;
        const short = t`${plural(changes, { one: "Sending # change", other: "Sending # changes" })}`;
        return { short, long: `${short}.` };
      }
      case "sending_files": {
        const { files } = matter;
        const short = t`${plural(files, { one: "Sending # file", other: "Sending # files" })}`;
        return { short, long: `${short}.` };
      }
      case "unsent": {
        const { changes } = matter;
        return {
          short: t`${plural(changes, { one: "# change unsent", other: "# changes unsent" })}`,
          long: t`${plural(changes, { one: "# change waits on this machine to be sent.", other: "# changes wait on this machine to be sent." })}`,
        };
      }
      case "clock_ahead": {
        const { name } = matter;
        const ahead = span(matter.by);
        return { short: t`A clock is ahead`, long: t`The clock of ${name} is ${ahead} ahead, so its changes look newer than they are. Set that clock right.` };
      }
      case "forked": {
        const { name } = matter;
        return { short: t`A machine was copied`, long: t`The disk of ${name} was copied or restored. The machine goes on as two, and nothing is lost.` };
      }
      case "damaged": {
        const { files } = matter;
        return {
          short: t`A file is not whole`,
          long: t`${plural(files, { one: "# file in the shared folder is not whole. It may still be on its way.", other: "# files in the shared folder are not whole. They may still be on their way." })}`,
        };
      }
      case "looking":
        return { short: t`Looking into the folder`, long: t`Looking into the shared folder.` };
      case "in_step":
        return { short: t`In step`, long: t`Everything is in step: what others have sent is here, and what you have changed is in the shared folder.` };
    }
  };

  function unreachable(since: number | null): string {
    if (since === null) return t`The shared folder is not reachable.`;
    const time = format.time(since);
    const moment = format.dateTime(since);
    return isToday(since) ? t`The shared folder has not been reachable since ${time}.` : t({ message: `The shared folder has not been reachable since ${moment}.`, context: "day" });
  }
}

function isToday(instant: number): boolean {
  return localDateOf(new Date(instant)) === today();
}

/** When something happened: the time alone when it was today. */
export function momentText(format: Format, instant: number): string {
  return isToday(instant) ? format.time(instant) : format.dateTime(instant);
}
