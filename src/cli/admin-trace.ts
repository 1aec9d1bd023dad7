import type { Observation, ObservationOf } from "../model/observation.ts";
import type { OutcomeKind } from "../model/outcome.ts";
import type { TraceOptions } from "../plan/traces.ts";
import { isLocal } from "./admin-place.ts";
import type { Note } from "./note.ts";
import type { DiagnoseSettings } from "./settings.ts";

/** The admin surface to ask; undefined where none was named, and for one beyond this host with `--no-probe`. */
export function adminTrace({ admin, probes, timeoutMs }: DiagnoseSettings): TraceOptions["admin"] {
  return admin === undefined || (!probes && !isLocal(admin)) ? undefined : { place: admin, timeoutMs };
}

/** Who names an admin surface wants to know why it told nothing. */
export function adminNotes(
  settings: DiagnoseSettings,
  observations: readonly Observation[],
): readonly Note[] {
  if (settings.admin === undefined) return ownAdminNotes(observations);
  const what = `what the gateway says at ${settings.admin.text}`;
  if (adminTrace(settings) === undefined) return [{ what, because: "it is not on this host (--no-probe)" }];
  const seen = observations.filter((one) => one.kind === "admin");
  if (seen.length === 0) return [{ what, because: "no gateway was found whose endpoints it could speak of" }];
  return seen.flatMap((one) =>
    one.outcome.kind === "answered" ? unansweredNotes(one) : [{ what, because: one.outcome.reason }],
  );
}

/** What nobody named, and would have told more: one that is off is worth no word. A socket goes with its process. */
const WORTH_A_WORD: ReadonlySet<OutcomeKind> = new Set([
  ...(["not-allowed", "rejected", "timed-out", "reset", "not-found"] as const),
]);

function ownAdminNotes(observations: readonly Observation[]): readonly Note[] {
  return observations.flatMap((one) => {
    if (one.kind !== "admin") return [];
    if (one.outcome.kind === "answered") return unansweredNotes(one);
    if (!WORTH_A_WORD.has(one.outcome.kind)) return [];
    const isBarred = one.outcome.kind === "not-allowed";
    const because = isBarred
      ? "no permission: run uhc as root or as a user that may open it"
      : one.outcome.reason;
    return [{ what: `what the gateway says at ${one.request.place.text}`, because }];
  });
}

/** Some of its answers were of use, and others not. */
function unansweredNotes({ facts, request }: ObservationOf<"admin">): readonly Note[] {
  return (facts.unanswered ?? []).map(({ path, because }) => ({
    what: `what the gateway says to ${path} at ${request.place.text}`,
    because,
  }));
}
