import type { Gateway } from "../model/config.ts";
import { asker, duration } from "../model/evidence.ts";
import type { Timeouts } from "../model/forward.ts";
import { groupedDigits } from "../model/grouped-digits.ts";
import type { ObservationOf } from "../model/observation.ts";
import type { Setting } from "../model/source.ts";
import type { EndpointLook } from "./claim.ts";
import { type Logged, loggedAs } from "./logged.ts";
import { pileOf } from "./piled-up.ts";

/** A limit of the config that lies so near is taken for the one that was met. */
const NEAR_MS = 1_000;

/** The limits that end a request in each of these ways. */
const LIMITS: ReadonlyMap<string, readonly (keyof Timeouts)[]> = new Map<string, readonly (keyof Timeouts)[]>(
  [
    ["connect-timeout", ["connectMs"]],
    ["read-timeout", ["readIdleMs", "requestMs"]],
  ],
);

/**
 * "access.log: 48 of 48 answers 504 that nginx made came after 60 s: so long nginx waits by default". The round time after
 * which the gateway gave up on an endpoint, by its access log, and the line of the config that holds it. Undefined where
 * no access log tells, or where requests ended at any time.
 */
export function keptLimit(
  { gateway, about }: Pick<EndpointLook, "gateway" | "about">,
  event: Logged,
  logs: readonly ObservationOf<"log">[],
): string | undefined {
  const names = LIMITS.get(event.event);
  if (names === undefined) return undefined;
  const answers = loggedAs(
    logs,
    ["access-504"],
    ({ peer, detail }) => peer === event.peer && detail === "gateway",
  );
  const pile = pileOf(answers);
  const [first] = answers;
  if (pile === undefined || first === undefined) return undefined;
  // a route that only the log knows has no limits that anybody has read
  const setting = about.routes
    .filter(({ location }) => location.file !== "")
    .flatMap(({ forward: { timeouts } }) => names.map((name) => timeouts[name]))
    .find((one) => isSetting(one) && Math.abs(one.value - pile.ms) <= NEAR_MS);
  const known = isSetting(setting) ? setting : undefined;
  const counts = `${groupedDigits(pile.count)} of ${groupedDigits(pile.of)}`;
  const what = `${counts} answers 504 that ${asker(gateway)} made came after ${duration(pile.ms)}`;
  return `${first.path}: ${what}${originOf(known, gateway)}`;
}

function originOf(setting: Setting<number> | undefined, { kind }: Pick<Gateway, "kind">): string {
  if (setting === undefined) return "";
  const { file, line } = setting.location;
  return setting.isDefault
    ? `: so long ${asker({ kind })} waits by default`
    : `: the limit that ${file}:${line} sets`;
}

function isSetting(one: Timeouts[keyof Timeouts]): one is Setting<number> {
  return one !== undefined && "value" in one;
}
