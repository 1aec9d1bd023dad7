import type { AdminPeer } from "../../src/model/admin.ts";
import { defineCheck, type Finding, needed, useful } from "../../src/model/check.ts";
import { asker, endpointGround, listed, places, shellQuote } from "../../src/model/evidence.ts";
import { reportedPeers } from "../../src/model/reported-peers.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import { type Moved, movedPeer } from "../../src/testimony/moved-peer.ts";
import { testCommand } from "../../src/testimony/problem.ts";
import { runtimeCommand } from "../../src/testimony/runtime-command.ts";
import { type Claim, conclude, latent, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "addresses-as-written",
  layer: "config",
  since: "0.1.0",
  title: "The gateway asks each server at the address that its config or its name gives now",
  about: [
    "Compares the address that the gateway itself says it uses for a server (HAProxy: `show servers state`) with the one in the",
    "config, or with those that its name has now. Another one comes from a command (`set server … addr`), from an old",
    "`server-state-file`, from an older config, or from the time when the name was resolved. It is the cause where the gateway",
    "holds the server for down there: `config-not-reloaded`, or `dns-stale-address` for a name. While the server is up it is",
    "noted for written addresses alone: names move, and the old address may be as good.",
  ].join("\n"),
  for: "endpoint",
  needs: { admin: needed("admin"), resolves: useful("resolve") },
  causes: {},
  judge(look) {
    const { about, seen } = look;
    const { endpoint, upstream } = about;
    if (endpoint.alias === undefined) return skip("the gateway calls it by no name of its own");
    const of = { upstream: upstream.name, endpoint: endpoint.endpoint, alias: endpoint.alias };
    const told = reportedPeers(seen.admin, { ...of, addresses: new Set<string>() });
    const place = seen.admin[0]?.request.place.text ?? "";
    const findings = told.flatMap((peer) => {
      const moved = movedPeer(endpoint, peer, seen.resolves);
      return moved === undefined ? [] : found(look, peer, moved, place);
    });
    return conclude(findings, `it uses ${told.map((peer) => peer.endpoint).join(", ") || "none"}`);
  },
});

function found(look: EndpointLook, peer: AdminPeer, moved: Moved, place: string): readonly Finding[] {
  const { target } = look.about.endpoint;
  const isName = target.kind === "tcp" && !target.isAddress;
  const claim = claimOf(look, peer, moved, place, isName);
  if (peer.state === "down" && peer.check?.failure !== undefined) return [root(claim)];
  return isName ? [] : [latent(claim)];
}

function claimOf(
  { about, gateway }: EndpointLook,
  { endpoint, word, check, upstream, alias }: AdminPeer,
  { used, meant }: Moved,
  place: string,
  isName: boolean,
): Claim {
  const who = asker(gateway);
  const own = about.endpoint;
  const locations = places(undefined, own, about.routes[0]);
  const name = own.target.kind === "tcp" ? own.target.host : "";
  const reason = [check?.word, check?.text].filter((part) => part !== undefined).join(" ");
  const written = isName
    ? `${name} resolves to ${listed(meant)} now`
    : `${own.location.file}:${own.location.line} names ${own.endpoint}`;
  const server = `${upstream}/${alias ?? ""}`;
  const see = place.startsWith("unix:") ? runtimeCommand(place, "show servers state") : "";
  return {
    cause: isName ? "dns-stale-address" : "config-not-reloaded",
    strength: 0.93,
    subject: about.subject,
    ground: endpointGround(own),
    locations,
    evidence: [
      `${who} says at ${place}: it asks ${server} at ${endpoint}, and calls it ${word}${reason === "" ? "" : ` (its check: ${reason})`}`,
      written,
    ],
    args: {
      kind: gateway.kind,
      asker: who,
      test: testCommand(gateway),
      title: `${who} asks ${server} at ${used}, and not at ${listed(meant)}`,
      remedy: `Give it its address again (set server ${server} addr ${meant[0] ?? ""} over the stats socket, or a reload), and look where the other one comes from: a command, a server-state-file, an older config`,
      changed: own.location.file,
      path: shellQuote(own.location.file),
      name,
      stale: used,
      via: own.resolution.kind,
      look: see,
      see,
      file: shellQuote(locations[0]?.file ?? ""),
      line: locations[0]?.line ?? 0,
    },
  };
}
