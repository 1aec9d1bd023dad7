import type { Finding, SubjectOf } from "./check.ts";
import { alike } from "./evidence.ts";
import type { Observation, ObservationOf } from "./observation.ts";
import { covers, type Subject } from "./subject.ts";

type Handshake = ObservationOf<"handshake">;
type Exchange = ObservationOf<"exchange">;

/** The address at which the endpoint was asked, for an endpoint with a name. */
export function addressOf(about: SubjectOf["endpoint"], seen: Observation): string | undefined {
  return seen.subjects.find((subject) => covers(about.subject, subject))?.address;
}

/** Where each connection ended: its exchange, or the handshake that no exchange follows. */
export function lastSteps(
  handshakes: readonly Handshake[],
  exchanges: readonly Exchange[],
): readonly (Handshake | Exchange)[] {
  return [...handshakes.filter((handshake) => alike(handshake, exchanges).length === 0), ...exchanges];
}

/**
 * The findings about each step. Where another step at the same address is answered and has no root of its own, only
 * some of the requests fail, and the roots say so.
 */
export function eachStep<Step extends Observation>(
  about: SubjectOf["endpoint"],
  steps: readonly Step[],
  judgeOne: (step: Step) => readonly Finding[],
): readonly Finding[] {
  const told = steps.map((step) => ({ step, address: addressOf(about, step), findings: judgeOne(step) }));
  const served = new Set<string | undefined>();
  for (const { step, address, findings } of told)
    if (step.outcome.kind === "answered" && !findings.some(isRoot)) served.add(address);
  return told.flatMap(({ address, findings }) =>
    findings.map((finding): Finding => (isRoot(finding) && served.has(address) ? partial(finding) : finding)),
  );
}

function isRoot(finding: Finding): boolean {
  return finding.stance === "for" && finding.role === "root";
}

/** Of the route that it names, all requests fail. */
function partial(finding: Finding): Finding {
  return finding.subject.route === undefined ? { ...finding, extent: "some" } : finding;
}

/** The subject of a finding about one step: the endpoint, at the address that was asked. */
export function subjectAt(about: SubjectOf["endpoint"], seen: Observation): Subject {
  const address = addressOf(about, seen);
  return address === undefined ? about.subject : { ...about.subject, address };
}
