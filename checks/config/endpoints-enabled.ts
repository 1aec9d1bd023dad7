import { defineCheck } from "../../src/model/check.ts";
import type { Endpoint, Gateway, Upstream } from "../../src/model/config.ts";
import { asker } from "../../src/model/evidence.ts";
import { problemClaim, testCommand } from "../../src/testimony/problem.ts";
import { besideLine, fix } from "../../src/testimony/remedy.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "endpoints-enabled",
  layer: "config",
  since: "0.1.0",
  title: "At least one endpoint of each upstream in use is switched on",
  about: [
    "Looks at upstreams that a route leads to and in which every endpoint is switched off by the config (down, drained, in",
    "maintenance). That is most likely meant so; but then nobody serves, and every request fails at once. Caddy before 2.7.5 does",
    "the same by accident where passive checks have neither `fail_duration` nor `max_fails`. Endpoints that",
    "are switched off while another is on are no finding. An upstream of backups alone is refused by nginx.",
  ].join("\n"),
  for: "upstream",
  needs: {},
  causes: {
    "upstream-all-down": {
      title: ({ args }) =>
        `All endpoints of ${args.upstream} are switched off ${args.isLive === 1 ? "while it runs" : "in the config"}`,
      meaning:
        "Somebody has switched off every endpoint of the upstream, most likely on purpose: maintenance, a drained site. Requests " +
        "are answered 502 or 503 at once and no endpoint is asked. nginx writes `no live upstreams`.",
      fix: (of) => (of.args.refused === 1 ? fixOfBackups(of) : fixOfSwitches(of)),
      verify: ({ args }) => [
        typeof args.see === "string"
          ? args.see
          : args.kind === "nginx"
            ? "nginx -T 2>/dev/null | grep -nE '^ *server .*(down|backup)'"
            : "uhc inspect",
      ],
      includes: [],
    },
  },
  judge({ gateway, about }) {
    const { upstream, routes, subject } = about;
    const refused = gateway.problems.find(
      (problem) =>
        problem.cause === "upstream-all-down" && problem.refusesConfig && problem.about === upstream.name,
    );
    if (refused !== undefined) {
      const claim = problemClaim(gateway, refused);
      // nobody has switched them off: none of them is there for the usual traffic
      const title = `${upstream.name} has backups alone, and ${asker(gateway)} refuses that`;
      const args = { ...claim.args, upstream: upstream.name, title };
      return conclude([root({ ...claim, strength: 0.97, args })], "");
    }
    if (routes.length === 0) return skip("no route leads here");
    const off = upstream.endpoints.filter(({ intent }) => intent.value !== "active");
    if (off.length === 0 || off.length < upstream.endpoints.length)
      return conclude(
        [],
        `${upstream.endpoints.length - off.length} of ${upstream.endpoints.length} endpoints are switched on`,
      );
    return conclude([root({ ...switchedOff(gateway, upstream, off), subject })], "");
  },
});

type FixOf = Parameters<typeof besideLine>[0];

function fixOfBackups(of: FixOf) {
  const steps = [`${besideLine(of)}: take backup away from at least one server.`];
  return fix(`Let at least one endpoint of ${of.args.upstream} be no backup`, steps, [String(of.args.test)]);
}

function fixOfSwitches(of: FixOf) {
  const { kind, isLive, on, upstream, test } = of.args;
  const live = `Switch at least one endpoint on over the admin surface${on === "" ? "" : `: ${on}`}.`;
  const step =
    kind === "nginx"
      ? `${besideLine(of)}: take down away from at least one server.`
      : isLive === 1
        ? live
        : `${besideLine(of)}: switch at least one endpoint on.`;
  const page =
    kind === "haproxy"
      ? "If it is to stay so, let the backend say so: http-request return status 503 with a page of its own."
      : "If it is to stay so, let the route answer with a page that says so (nginx: return 503).";
  return fix(
    `If the maintenance is over, switch an endpoint of ${upstream} on again`,
    [step, page],
    [String(test)],
  );
}

/** Caddy has no word to switch an endpoint off: this is an accident of its older releases (hosts.go, `Healthy`). */
function unmeant({ name }: Upstream) {
  return {
    title: `Caddy keeps all endpoints of ${name} out: its passive checks allow no failure at all`,
    fix: "Add fail_duration 10s to the reverse_proxy block, or go to Caddy 2.7.5 or later",
  };
}

function switchedOff(gateway: Gateway, upstream: Upstream, off: readonly Endpoint[]) {
  const locations = off.map(({ intent }) => intent.location);
  return {
    cause: "upstream-all-down",
    strength: 0.97,
    ground: `upstream:${upstream.id}`,
    locations,
    evidence: off.map(({ endpoint, intent }) =>
      gateway.kind === "caddy"
        ? `passive checks without fail_duration and max_fails keep ${endpoint} out from the start: none of 0 failures is too many (Caddy before 2.7.5)`
        : `${endpoint} is switched off (${intent.value}) in ${intent.location.file}:${intent.location.line}`,
    ),
    args: {
      kind: gateway.kind,
      asker: asker(gateway),
      upstream: upstream.name,
      test: testCommand(gateway),
      refused: 0,
      file: locations[0]?.file ?? "",
      line: locations[0]?.line ?? 0,
      ...(gateway.kind === "caddy" && unmeant(upstream)),
    },
  } as const;
}
