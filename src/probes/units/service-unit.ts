import type { ServiceUnit } from "../../model/unit.ts";
import type { JournalRead } from "./journal.ts";
import { type Properties, propertyOf, stampIn } from "./show.ts";
import type { Tie } from "./tie.ts";

/** siginfo's codes, in which ExecMainCode says how a process ended: CLD_EXITED, CLD_KILLED, CLD_DUMPED. */
const HOW = new Map([
  ["1", "exited"],
  ["2", "killed"],
  ["3", "dumped"],
] as const);

/** What is known of a unit beside its own properties. */
interface Beside {
  readonly socket: string | undefined;
  readonly filesChangedAt: number | undefined;
  readonly journal: JournalRead;
}

/** The facts about a service, from its properties. */
export function serviceUnit(
  unit: Properties,
  { tie, text }: Tie,
  { socket, filesChangedAt, journal: { signs, unread } }: Beside,
): ServiceUnit {
  return {
    name: propertyOf(unit, "Id"),
    tie,
    tieText: text,
    socket,
    activeState: propertyOf(unit, "ActiveState"),
    subState: propertyOf(unit, "SubState"),
    result: propertyOf(unit, "Result"),
    unitFileState: propertyOf(unit, "UnitFileState"),
    restarts: Number(propertyOf(unit, "NRestarts")) || 0,
    restartPolicy: propertyOf(unit, "Restart"),
    ended: endOf(unit),
    startedAt: stampIn(unit, "ExecMainStartTimestamp"),
    changedAt: stampIn(unit, "StateChangeTimestamp"),
    filesChangedAt,
    signs,
    journalUnread: unread,
  };
}

function endOf(unit: Properties): ServiceUnit["ended"] {
  const code = propertyOf(unit, "ExecMainCode");
  const how = [...HOW].find(([number]) => number === code)?.[1];
  if (how === undefined) return undefined;
  return {
    how,
    status: Number(propertyOf(unit, "ExecMainStatus")) || 0,
    at: stampIn(unit, "ExecMainExitTimestamp"),
  };
}
