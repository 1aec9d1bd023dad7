import type { AdminPeer } from "../../src/model/admin.ts";
import { defineCheck, type Finding, needed, useful } from "../../src/model/check.ts";
import { asker, endpointGround, places, quoted, targetText } from "../../src/model/evidence.ts";
import { reportedPeers } from "../../src/model/reported-peers.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import { type LogCause, logCause } from "../../src/testimony/log-causes.ts";
import { moment } from "../../src/testimony/logged.ts";
import { loggedArgs } from "../../src/testimony/logged-args.ts";
import { type Probed, repeated } from "../../src/testimony/logged-step.ts";
import { peersOf } from "../../src/testimony/peers.ts";
import { testCommand } from "../../src/testimony/problem.ts";
import { type Claim, conclude, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "own-checks-pass",
  layer: "backend",
  since: "0.1.0",
  title: "The gateway's own check of the endpoint passes",
  about: [
    "Reads from the gateway's admin surface what its own last check of an endpoint failed of, where it holds the endpoint for",
    "down because of it (HAProxy: `show stat`). Where uhc's probe fails in the same way it is a second witness; where nobody",
    "could probe, it is the only one. Where the same step passes for uhc, or fails of something that its own check tells,",
    "it accuses nobody: the gateway's next check may see it too. A wrong status has checks of its own.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    admin: needed("admin"),
    resolves: useful("resolve"),
    connects: useful("connect"),
    handshakes: useful("handshake"),
    exchanges: useful("exchange"),
    files: useful("file"),
  },
  causes: {},
  judge(look) {
    const { about, gateway, seen } = look;
    const { endpoint, upstream } = about;
    if (endpoint.check?.port !== undefined || endpoint.check?.address !== undefined)
      return skip("the gateway checks another place than requests go to");
    const failed = seen.admin.find(({ outcome }) => outcome.kind !== "answered");
    if (failed !== undefined) return skip(failed.outcome.reason);
    const addresses = peersOf(about, seen.connects);
    const of = { upstream: upstream.name, endpoint: endpoint.endpoint, alias: endpoint.alias, addresses };
    const told = reportedPeers(seen.admin, of);
    const place = seen.admin[0]?.request.place.text ?? "";
    const findings = told.flatMap((peer) => failedOf(look, peer, place, seen));
    const words = told.map(({ word, check }) => (check === undefined ? word : `${word}, ${check.word}`));
    const asked = told.length === 0 ? "says nothing of it" : `calls it ${words.join("; ")}`;
    return conclude(findings, `${asker(gateway)} ${asked}`);
  },
});

function failedOf(look: EndpointLook, peer: AdminPeer, place: string, seen: Probed): readonly Finding[] {
  const { check } = peer;
  if (peer.state !== "down" || check?.failure === undefined) return [];
  const { target, endpoint } = look.about.endpoint;
  const address = target.kind === "unix" || target.isAddress ? targetText(target) : endpoint;
  const event = { event: "check-failed", peer: address, errno: undefined, detail: check.failure };
  const accused = logCause(event);
  if (accused === undefined) return [];
  const how = repeated({ peer: address }, accused, seen, look.policy);
  if (how === "passes" || how === "told-elsewhere") return [];
  return [root(claimOf(look, peer, place, accused, loggedArgs(look, event)))];
}

function claimOf(
  { about, gateway }: EndpointLook,
  { word, check, downSince }: AdminPeer,
  place: string,
  { cause, strength }: LogCause,
  args: Claim["args"],
): Claim {
  const locations = places(undefined, about.endpoint, about.routes[0]);
  const reason = [check?.word, check?.status, check?.text].filter((part) => part !== undefined).join(" ");
  const since = downSince === undefined ? "" : ` since ${moment(downSince)}`;
  const rule = { kind: gateway.kind, asker: asker(gateway), test: testCommand(gateway) };
  return {
    cause,
    strength,
    subject: about.subject,
    ground: endpointGround(about.endpoint),
    locations,
    evidence: [
      `${asker(gateway)} says at ${place}: ${about.endpoint.endpoint} is ${word}${since}, its check: ${reason}`,
    ],
    args: {
      ...rule,
      file: locations[0]?.file ?? "",
      line: locations[0]?.line ?? 0,
      ...args,
      ...(cause === "health-body-mismatch" && contentArgs(about.endpoint.endpoint, check?.text ?? "")),
    },
  };
}

/** The answer itself is not among what the gateway tells: what the check wanted of it is. */
function contentArgs(endpoint: string, text: string): Claim["args"] {
  return {
    title: `The gateway's own check does not find in the answer of ${endpoint} what it wants: ${quoted(text, 100)}`,
    fix: "Look what the service answers to that check, and make the check and the service agree on it",
  };
}
