import type { Finding, SubjectOf } from "../model/check.ts";
import { alike } from "../model/evidence.ts";
import type { Observation, ObservationOf } from "../model/observation.ts";
import { covers, type Subject } from "../model/subject.ts";

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
 * The findings about each step. Where another step at the same address, and for the same route where a finding names its
 * routes, is answered and has no root of its own, only some of the requests fail, and the roots say so.
 */
export function eachStep<Step extends Observation>(
  about: SubjectOf["endpoint"],
  steps: readonly Step[],
  judgeOne: (step: Step) => readonly Finding[],
): readonly Finding[] {
  const told = steps.map((step) => ({ step, address: addressOf(about, step), findings: judgeOne(step) }));
  const served = told.filter(
    ({ step, findings }) => step.outcome.kind === "answered" && !findings.some(isRoot),
  );
  return told.flatMap(({ step, address, findings }) => {
    const here = served.filter((one) => one.address === address).map((one) => one.step);
    if (here.length === 0) return findings;
    const isSometimesServed = alike(step, here).length > 0;
    return findings.map((finding): Finding => {
      const isPartial = isRoot(finding) && (finding.routes === undefined || isSometimesServed);
      return isPartial ? { ...finding, extent: "some" } : finding;
    });
  });
}

function isRoot(finding: Finding): boolean {
  return finding.stance === "for" && finding.role === "root";
}

/** The routes to the endpoint on whose behalf this was asked. */
export function routesIn(about: SubjectOf["endpoint"], seen: Observation): readonly string[] {
  const own = seen.subjects.filter((subject) => covers(about.subject, subject));
  return [...new Set(own.flatMap(({ route }) => (route === undefined ? [] : [route])))];
}

/** The subject of a finding about one step: the endpoint, at the address that was asked. */
export function subjectAt(about: SubjectOf["endpoint"], seen: Observation): Subject {
  const address = addressOf(about, seen);
  return address === undefined ? about.subject : { ...about.subject, address };
}
