import type { Denial, KernelEvent } from "../model/kernel.ts";
import type { LogEvent, ObservationOf } from "../model/observation.ts";
import { moment } from "./logged.ts";

/** The gateway's log and the kernel's have a clock each, and the kernel repeats itself only so often. */
const SLACK_MS = 5_000;

/** Names under which a gateway's threads connect, where they are not the program's own. */
const THREADS: ReadonlyMap<string, RegExp> = new Map([["envoy", /^wrk:worker_\d+$/]]);

/** The refusal in the kernel's or the audit log that the gateway's own log tells of: same program, port and time. */
export function denialBehind(
  kind: string,
  ports: ReadonlySet<number>,
  logged: readonly LogEvent[],
  seen: readonly ObservationOf<"kernel">[],
): Denial | undefined {
  return seen
    .flatMap(({ facts }) => facts.events)
    .filter(isDenial)
    .findLast(
      ({ at, command, port, connects }) =>
        connects &&
        (command === kind || THREADS.get(kind)?.test(command) === true) &&
        // AppArmor does not tell the port.
        (port === undefined || ports.has(port)) &&
        logged.some(({ firstAt, lastAt }) => at >= firstAt - SLACK_MS && at <= lastAt + SLACK_MS),
    );
}

function isDenial(event: KernelEvent): event is Denial {
  return event.kind === "denial";
}

export function denialSentence({ at, by, command, domain, port }: Denial): string {
  const who = domain === undefined ? command : `${command} (${domain})`;
  const what = port === undefined ? "a connection" : `a connection to port ${port}`;
  return `${by} denied ${who} ${what} at ${moment(at)}`;
}
