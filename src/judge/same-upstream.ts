import type { Witness } from "./judge.ts";

/**
 * Endpoints of one upstream run the same service behind the same config, so that failing alike they fail for one
 * reason. Their findings of one cause get one ground; an endpoint that two upstreams share joins those as well.
 * Findings whose ground is something else already (a certificate, a resolver, a directive) keep it.
 */
export function joinWithinUpstreams(findings: readonly Witness[]): readonly Witness[] {
  if (!findings.some(isOfEndpoint)) return findings;
  const parents = new Map<string, string>();
  const rootOf = (node: string): string => {
    let at = node;
    for (let up = parents.get(at); up !== undefined; up = parents.get(at)) at = up;
    return at;
  };
  const nodes = (one: Witness) => ({
    ground: JSON.stringify([one.cause, one.subject.gateway, "ground", one.ground]),
    upstream: JSON.stringify([one.cause, one.subject.gateway, "upstream", one.subject.upstream]),
  });
  for (const one of findings.filter(isOfEndpoint)) {
    const { ground, upstream } = nodes(one);
    const [a, b] = [rootOf(ground), rootOf(upstream)];
    if (a !== b) parents.set(a, b);
  }
  return findings.map((one) => (isOfEndpoint(one) ? { ...one, ground: rootOf(nodes(one).ground) } : one));
}

function isOfEndpoint({ stance, role, ground }: Witness): boolean {
  return stance === "for" && role === "root" && ground.startsWith("endpoint:");
}
