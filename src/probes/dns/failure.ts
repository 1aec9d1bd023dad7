import type { DnsQuery } from "../../model/observation.ts";
import type { Outcome } from "../../model/outcome.ts";
import { outcome } from "../outcome.ts";

/** Which of several failures tells most about why there is no address: a spoken no before a refusal before silence. */
const TELLING: readonly Outcome["kind"][] = [
  "rejected",
  "refused",
  "unreachable",
  "reset",
  "not-allowed",
  "timed-out",
];

/** How a name without an address ended: a failure of a question that was needed beats a plain "no such name". */
export function failureOf(queries: readonly DnsQuery[]): Outcome {
  const outcomes = queries.map((query) => query.outcome);
  for (const kind of TELLING) {
    const found = outcomes.find((candidate) => candidate.kind === kind);
    if (found !== undefined) return found;
  }
  const missing = outcomes.find((candidate) => candidate.code === "NXDOMAIN");
  if (missing !== undefined) return missing;
  if (outcomes.some((candidate) => candidate.code === "NODATA")) {
    return outcome("not-found", "the name exists and has no address", "NODATA");
  }
  return outcomes[0] ?? outcome("not-tried", "there was no name server to ask");
}
