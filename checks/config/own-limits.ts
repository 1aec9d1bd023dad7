import { type CauseArgs, defineCheck, type Finding, needed } from "../../src/model/check.ts";
import type { RequestLimit } from "../../src/model/config.ts";
import { isSharedKey } from "../../src/testimony/limit-key.ts";
import { forSome, logClaim, loggedAs } from "../../src/testimony/logged.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { against, type Claim, conclude, latent, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "own-limits",
  layer: "config",
  since: "0.1.0",
  title: "The gateway turns no requests away by limits of its own",
  about: [
    "Looks in the gateway's log for requests that its own rate or connection limit refused: those get a 503 (or 429) that no",
    "upstream ever saw. A probe can't repeat it, since it comes alone. Whether the limit is too tight or the client too",
    "greedy is not judged, but where someone gave the limit a status of its own (429) and counts by client: what it refuses",
    "is told apart from a dead upstream, as it was meant to be. Requests that were only delayed, and dry runs, do not count.",
  ].join("\n"),
  for: "gateway",
  needs: { logs: needed("log") },
  causes: {
    "gateway-limits-requests": {
      title: ({ args }) =>
        typeof args.message === "string"
          ? args.message
          : `${args.asker} itself refuses requests by its limit ${args.zone}: ${args.times} times`,
      meaning:
        "The 503 comes from the gateway's own limit on requests or connections, and not from an upstream. With a key that many " +
        "users share (the address of a load balancer in front, the server's name) the limit is one for all of them.",
      fix: (of) =>
        fix(
          typeof of.args.narrow === "string"
            ? of.args.narrow
            : "Find out whose requests the limit hits, and raise it if they are wanted",
          typeof of.args.narrow === "string" ? [String(of.args.step)] : wider(of),
        ),
      verify: ({ args }) => [typeof args.see === "string" ? args.see : `grep -c limiting ${args.path}`],
      includes: [],
      sparesEndpoints: true,
    },
  },
  judge({ gateway, seen }) {
    const events = loggedAs(seen.logs, ["requests-limited", "connections-limited", "limit-zone-full"]);
    const zones = new Map<string, typeof events>();
    for (const event of events)
      zones.set(event.detail ?? "", [...(zones.get(event.detail ?? "") ?? []), event]);
    const findings = [...zones].map(([zone, own]) =>
      refusing(
        logClaim(gateway, own, {
          cause: "gateway-limits-requests",
          strength: 0.93,
          ground: `limit:${zone}`,
          args: { zone: zone === "" ? "on requests" : `"${zone}"` },
        }),
        own.some(({ event }) => event === "limit-zone-full")
          ? []
          : (gateway.limits?.filter((limit) => limit.zone === zone) ?? []),
      ),
    );
    if (findings.length > 0) return conclude(findings, "");
    if (loggedAs(seen.logs, ["rule-answered"]).length > 0)
      return conclude([], "the log shows no limit, and requests that a rule refused");
    const nothing = "the log shows no request that a limit refused";
    return conclude([against("gateway-limits-requests", { gateway: gateway.id }, 0.75, [nothing])], nothing);
  },
});

/** A zone that is full refuses whoever comes, and has no limits here. */
function refusing(claim: Claim, limits: readonly RequestLimit[]): Finding {
  return limits.length > 0 && limits.every(isMeant) ? latent(claim, "info") : forSome(root(claim));
}

function isMeant({ status, key }: RequestLimit): boolean {
  return status.value < 500 && !status.isDefault && key !== undefined && !isSharedKey(key.value);
}

function wider({ args }: CauseArgs): readonly string[] {
  return [
    args.kind === "nginx"
      ? "limit_req zone=… burst=…; with a larger rate or burst, or limit_conn with a larger number."
      : "Raise the rate, the burst or the number of connections.",
    "Behind a load balancer: let the key be the client's address (real_ip), not the balancer's.",
    ...(args.kind === "nginx" ? ["limit_req_status 429; tells such an answer from a dead upstream."] : []),
  ];
}
