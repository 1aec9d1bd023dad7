import type { CauseId } from "../../src/model/cause.ts";
import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, routeOf } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { connectSentence, pathClaim } from "../../src/testimony/path-claim.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

type Connect = ObservationOf<"connect">;

export default defineCheck({
  id: "way-from-source",
  layer: "network",
  since: "0.1.0",
  title: "The endpoint can be reached from the source address that the config names",
  about: [
    "Where the config binds connections to a source address and none comes about, the experiment makes one without it. If",
    "that opens, the endpoint is healthy, and the address has no way there: no route back to it, or a rule that does not admit",
    "it. This check names no cause of its own; it makes the one surer that the way it failed points to.",
  ].join("\n"),
  for: "endpoint",
  needs: { connects: needed("connect"), unbound: useful("connect", "source-address") },
  causes: {},
  judge(look) {
    const { seen, about } = look;
    const bound = seen.connects.filter(({ request }) => request.sourceAddress !== undefined);
    if (bound.length === 0) return skip("the config names no source address");
    const findings = eachStep(about, bound, (connect) => {
      const cause = causeOf(connect);
      const free = alike(connect, seen.unbound).find(({ outcome }) => outcome.kind === "answered");
      if (cause === undefined || free === undefined) return [];
      const evidence = [`without the source address ${connectSentence(free)}`];
      const value = routeOf(about, connect)?.forward.sourceAddress?.location;
      return [root(pathClaim(look, connect, { cause, strength: 0.8, evidence, value }))];
    });
    return conclude(findings, "the source address makes no difference");
  },
});

function causeOf({ outcome }: Connect): CauseId | undefined {
  if (outcome.kind === "timed-out") return "connect-timeout";
  if (outcome.code === "EHOSTUNREACH") return "host-unreachable";
  return outcome.code === "ENETUNREACH" ? "network-unreachable" : undefined;
}
