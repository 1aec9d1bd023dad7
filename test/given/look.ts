import { judge } from "../../src/judge/judge.ts";
import type { Check, Finding, Policy, Verdict } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import type { Observation } from "../../src/model/observation.ts";
import { world } from "./endpoint.ts";

export const policy: Policy = {
  healthPath: undefined,
  expectStatus: [{ from: 200, to: 399 }],
  probeTimeoutMs: 5000,
  now: 0,
};

/** What a check says of the one endpoint, given these observations: each need is filled as the judge fills it. */
export function verdict(
  check: Check,
  observations: readonly Observation[],
  over: { policy?: Partial<Policy>; gateway?: Gateway } = {},
): Verdict {
  const [judgement] = judge([check], [over.gateway ?? world()], observations, { ...policy, ...over.policy });
  if (judgement === undefined) throw new Error("the world has no such subject");
  return judgement.verdict;
}

/** "root tls-sni-required", "latent …", "against …": what was said, surest first. */
export function said(given: Verdict): readonly string[] {
  return given.findings.map(({ cause, role, stance }) => `${stance === "for" ? role : stance} ${cause}`);
}

export function strongest(given: Verdict): Finding {
  const [first] = given.findings;
  if (first === undefined) throw new Error(`no finding: ${given.summary}`);
  return first;
}
