import type { AdminPeer } from "../../src/model/admin.ts";
import { defineCheck, needed } from "../../src/model/check.ts";
import type { Endpoint, Gateway, Upstream } from "../../src/model/config.ts";
import { asker, quoted, targetText } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { reportedPeers } from "../../src/model/reported-peers.ts";
import { testCommand } from "../../src/testimony/problem.ts";
import { runtimeCommand } from "../../src/testimony/runtime-command.ts";
import { against, conclude, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "endpoints-kept-on",
  layer: "config",
  since: "0.1.0",
  title: "At least one endpoint of each upstream in use is on while the gateway runs",
  about: [
    "Asks the gateway's admin surface whether somebody has switched off every endpoint of an upstream while the gateway runs",
    "(HAProxy: `set server … state maint` or `drain`, or the same on its statistics page), of which the config says nothing.",
    "One that the agent on its own host calls down while its check passes counts as switched off too (HAProxy: `agent-check`).",
    "An endpoint that the config switches off and that the admin surface calls up was switched on since.",
  ].join("\n"),
  for: "upstream",
  needs: { admin: needed("admin") },
  causes: {},
  judge({ gateway, about, seen }) {
    const { upstream, routes, subject } = about;
    if (routes.length === 0) return skip("no route leads here");
    const told = upstream.endpoints.map((endpoint) => toldOf(endpoint, upstream, seen.admin));
    const on = told.find(({ state }) => state === "on");
    if (on !== undefined) {
      const words = `${asker(gateway)} calls ${on.endpoint.endpoint} ${on.word}`;
      return conclude([against("upstream-all-down", subject, 0.9, [words])], words);
    }
    const wereMeant = upstream.endpoints.some(({ intent }) => intent.value === "active");
    const isOff = told.length > 0 && told.every(({ state }) => state === "off");
    if (!isOff || !wereMeant) return conclude([], "nobody has switched all of them off while it runs");
    return conclude([root({ ...claimOf(gateway, upstream, told, seen.admin), subject })], "");
  },
});

interface Told {
  readonly endpoint: Endpoint;
  readonly state: "on" | "off" | "unknown";
  readonly word: string;
}

function toldOf(endpoint: Endpoint, upstream: Upstream, admin: readonly ObservationOf<"admin">[]): Told {
  const { target, alias } = endpoint;
  const addresses = new Set(target.kind === "unix" || target.isAddress ? [targetText(target)] : []);
  const of = { upstream: upstream.name, endpoint: endpoint.endpoint, alias, addresses };
  const peers = reportedPeers(admin, of);
  const isOff = peers.every((peer) => ["maintenance", "draining"].includes(peer.state) || isToldOff(peer));
  const state =
    peers.length === 0
      ? "unknown"
      : isOff
        ? "off"
        : peers.some((one) => one.state === "up")
          ? "on"
          : "unknown";
  return { endpoint, state, word: peers.map(wordOf).join(", ") };
}

/** An agent that can't be asked changes nothing: it is what it says that takes the endpoint out (src/check.c, process_chk). */
function isToldOff({ state, agent, check }: AdminPeer): boolean {
  return state === "down" && agent?.failure === "status-wrong" && check?.hasPassed !== false;
}

/** HAProxy says itself who drained a server: "DRAIN (agent)". */
function isByAgent(peer: AdminPeer): boolean {
  return isToldOff(peer) || (peer.state === "draining" && peer.word.includes("(agent)"));
}

function wordOf(peer: AdminPeer): string {
  if (!isByAgent(peer)) return peer.word;
  const said = peer.agent?.text ?? "";
  return `${peer.word}, by its agent: ${said === "" ? "no reason" : quoted(said, 80)}`;
}

function claimOf(
  gateway: Gateway,
  upstream: Upstream,
  told: readonly Told[],
  admin: readonly ObservationOf<"admin">[],
) {
  const place = admin[0]?.request.place.text ?? "";
  const [first] = told;
  const alias = first?.endpoint.alias;
  const byHand = !told.some(({ word }) => word.includes(", by its agent: "));
  const locations = told.map(({ endpoint }) => endpoint.location);
  return {
    cause: "upstream-all-down",
    strength: 0.97,
    ground: `upstream:${upstream.id}`,
    locations,
    evidence: told.map(
      ({ endpoint, word }) =>
        `${asker(gateway)} says at ${place}: ${endpoint.endpoint} is switched off (${word})`,
    ),
    args: {
      kind: gateway.kind,
      asker: asker(gateway),
      upstream: upstream.name,
      test: testCommand(gateway),
      refused: 0,
      isLive: 1,
      on:
        gateway.kind === "haproxy" && alias !== undefined && byHand
          ? `set server ${upstream.name}/${alias} state ready`
          : "",
      ...(gateway.kind === "haproxy" &&
        place.startsWith("unix:") && { see: runtimeCommand(place, "show servers state") }),
      file: locations[0]?.file ?? "",
      line: locations[0]?.line ?? 0,
    },
  } as const;
}
