import type { Observation } from "../model/observation.ts";
import type { TraceOptions } from "../plan/traces.ts";
import { isLocal } from "./admin-place.ts";
import type { Note } from "./engine.ts";
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
  const failed = seen.filter(({ outcome }) => outcome.kind !== "answered");
  return failed.map(({ outcome }) => ({ what, because: outcome.reason }));
}

/** Nobody named it, and it would have told more: a socket that uhc may not open is worth a word, one that is off is none. */
function ownAdminNotes(observations: readonly Observation[]): readonly Note[] {
  return observations.flatMap((one) =>
    one.kind === "admin" && one.outcome.kind === "not-allowed"
      ? [
          {
            what: `what the gateway says at ${one.request.place.text}`,
            because: "no permission: run uhc as root or as a user that may open it",
          },
        ]
      : [],
  );
}
