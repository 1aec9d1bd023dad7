import type { Gateway } from "../model/config.ts";
import { targetText } from "../model/evidence.ts";
import type { Observation } from "../model/observation.ts";
import type { Note } from "./note.ts";

type Problem = Gateway["problems"][number];

/** More of them would push everything else off the screen. */
const MOST_NAMED = 3;

/**
 * Included files that can't be seen from here are nobody's fault: they are noted, and not found missing. `because` says why,
 * where the failed attempt itself does not.
 */
export function withoutUnseenIncludes(gateway: Gateway, notes: Note[], because?: string): Gateway {
  const isUnseen = ({ cause, refusesConfig }: Problem): boolean =>
    cause === "config-include-missing" && !refusesConfig;
  const [first, ...others] = gateway.problems.filter(isUnseen);
  if (first === undefined) return gateway;
  const names = [...new Set([first, ...others].map(({ about }) => about ?? gateway.mainFile))];
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more includes` : "";
  notes.push({
    what: names.slice(0, MOST_NAMED).join(", ") + more,
    because: because ?? reasonOf(first.message),
  });
  return { ...gateway, problems: gateway.problems.filter((one) => !isUnseen(one)) };
}

/** Logs that were to be read and were not, nor had the journal what they would hold. What the end of the run cut off is told with all else that it cut off. */
export function unseenLogs(observations: readonly Observation[], wasEnded: boolean): readonly Note[] {
  const elsewhere = new Set(
    observations.flatMap((one) =>
      one.kind === "log" && one.outcome.kind === "answered" ? [one.request.standsFor] : [],
    ),
  );
  return observations.flatMap((one) => {
    if (one.kind !== "log" || one.outcome.kind === "answered" || elsewhere.has(one.request.path)) return [];
    if (wasEnded && one.outcome.kind === "not-tried") return [];
    return [{ what: one.request.path, because: reasonOf(one.outcome.reason) }];
  });
}

/** Units of endpoints that could not be asked for: once, whichever they are. */
export function unseenUnits(observations: readonly Observation[]): readonly Note[] {
  const first = observations.find(
    ({ kind, outcome, subjects }) =>
      kind === "unit" &&
      outcome.kind === "not-tried" &&
      subjects.some(({ endpoint }) => endpoint !== undefined),
  );
  const units = first === undefined ? [] : [{ what: "units of this host", because: first.outcome.reason }];
  return [...units, ...unseenJournals(observations)];
}

/** Container engines that are here and tell this user nothing: once for each. */
export function unseenContainers(observations: readonly Observation[]): readonly Note[] {
  const unread = observations.flatMap((one) => (one.kind === "containers" ? one.facts.unread : []));
  const reasons = new Map(unread.map(({ socket, because }) => [socket, because]));
  return [...reasons].map(([socket, because]) => ({
    what: `containers of ${socket}`,
    because: /permission denied/.test(because)
      ? "no permission: run as root or join the group that owns the socket"
      : because,
  }));
}

/** Journals of units that could not be read: each once. */
function unseenJournals(observations: readonly Observation[]): readonly Note[] {
  const unread = new Map<string, Note>();
  for (const one of observations)
    if (one.kind === "unit")
      for (const { name, journalUnread } of one.facts.units)
        if (journalUnread !== undefined)
          unread.set(name, { what: `journal of ${name}`, because: reasonOf(journalUnread) });
  return [...unread.values()];
}

/** Endpoints that uhc could not ask, for want of a file or because their protocol has no question: once for each. */
export function unseenEndpoints(observations: readonly Observation[]): readonly Note[] {
  const notes = new Map<string, Note>();
  for (const one of observations) {
    const isMute = one.kind === "connect" && one.request.exchange?.protocol === "udp";
    // What the end of the run cut off has no code, and is told with all else that it cut off.
    const isBarred =
      one.kind === "handshake" &&
      one.outcome.code !== undefined &&
      ["not-tried", "not-allowed", "probe-broken"].includes(one.outcome.kind);
    if (one.varied !== undefined || !(isMute || isBarred) || one.request.kind !== "climb") continue;
    const { target, tls } = one.request;
    const certificate =
      isBarred && tls?.clientCertificate !== undefined ? " with its client certificate" : "";
    const what = `${targetText(target)}${certificate}`;
    notes.set(what, { what, because: one.outcome.reason });
  }
  return [...notes.values()];
}

function reasonOf(text: string): string {
  return /permission denied|insufficient permissions/i.test(text)
    ? "no permission: run as root or as the gateway's user"
    : text;
}
