import { defineCheck, useful } from "../../src/model/check.ts";
import type { Endpoint, Gateway, Upstream } from "../../src/model/config.ts";
import { asker, shellQuote } from "../../src/model/evidence.ts";
import { adminCommand } from "../../src/testimony/admin-command.ts";
import { adminUpstream } from "../../src/testimony/admin-upstream.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "endpoints-told",
  layer: "backend",
  since: "0.1.0",
  title: "Service discovery gives the gateway at least one ready endpoint",
  about: [
    "Looks at upstreams that a route leads to and that have no endpoint at all, or none that is called ready. Where a control",
    "plane tells them (EDS, a registry), it has none to tell: `no-ready-endpoints`; where the config lists them, the list is",
    "empty: `upstream-empty`. The gateway answers such requests itself (Envoy: `no healthy upstream`, flag UH). What the control",
    "plane has told is seen in a dump or at the admin surface; without either nothing is said.",
  ].join("\n"),
  for: "upstream",
  needs: { admin: useful("admin") },
  causes: {
    "no-ready-endpoints": {
      title: ({ args }) =>
        args.waitsFor !== undefined
          ? `${args.asker} does not use ${args.upstream} yet: it waits for ${args.waitsFor}`
          : Number(args.known) === 0
            ? `Discovery has given ${args.asker} no endpoints for ${args.upstream}`
            : `Discovery calls none of the ${args.known} endpoints of ${args.upstream} ready`,
      meaning:
        "The platform knows the service and lists no instance that may take requests: nothing runs, nothing is ready, or the " +
        "selector of the service fits nothing. The gateway has no endpoint to ask, and says so.",
      fix: (of) =>
        fix(
          `Find out why ${of.args.upstream} has no ready instance on the platform`,
          [
            "Compare the labels of the running instances with the selector of the service, and the port names of both.",
            "Look at the readiness probe: an instance that is not ready is left out of the list.",
          ],
          of.args.host === "" ? [] : [`kubectl get endpointslices,pods -A | grep ${of.args.host}`],
        ),
      verify: ({ args }) => [String(args.see)],
      includes: ["upstream-all-down", "upstream-empty"],
    },
  },
  judge({ gateway, about, seen }) {
    const { upstream, routes, subject } = about;
    if (routes.length === 0 || upstream.form !== "group" || upstream.isSink === true)
      return skip("no route leads here, or it is meant to be empty");
    const live = adminUpstream(seen.admin, upstream.name);
    const { endpoints, discovery, waitsFor } = upstream;
    // what runs lists no cluster before it is in use
    if (waitsFor !== undefined && live === undefined)
      return conclude([root({ ...warmingClaim(gateway, upstream, waitsFor), subject })], "");
    if (discovery === undefined) {
      // what keeps the config from being loaded may have left the list empty
      const isRefused = gateway.problems.some(({ refusesConfig }) => refusesConfig);
      if (endpoints.length > 0 || isRefused || (live?.told.known ?? 0) > 0)
        return conclude([], `${endpoints.length} endpoints are listed`);
      return conclude([root({ ...emptyClaim(gateway, upstream), subject })], "");
    }
    if (discovery.kind !== "platform") return skip("each request brings its own endpoint along");
    const known = live?.told.known ?? (discovery.isKnown ? endpoints.length : undefined);
    if (known === undefined)
      return skip("what discovery has reported can't be seen: name the admin address with --admin");
    const ready = endpoints.filter(isReady).length;
    // what runs may have been told since the dump was made
    if (known > 0 && (ready > 0 || endpoints.length === 0))
      return conclude([], `discovery has reported ${known} endpoints`);
    return conclude([root({ ...untoldClaim(gateway, upstream, known, live?.place), subject })], "");
  },
});

function isReady({ intent }: Endpoint): boolean {
  return intent.value === "active";
}

function emptyClaim(gateway: Gateway, upstream: Upstream) {
  return configClaim(gateway, {
    cause: "upstream-empty",
    subject: { gateway: gateway.id },
    value: upstream.location,
    evidence: [
      `${upstream.name} lists no endpoint in ${upstream.location.file}:${upstream.location.line}, and no one tells ${asker(gateway)} any`,
    ],
    args: { about: upstream.name },
  });
}

function warmingClaim(gateway: Gateway, upstream: Upstream, waitsFor: string) {
  const { file, line } = upstream.location;
  return configClaim(gateway, {
    cause: "no-ready-endpoints",
    subject: { gateway: gateway.id },
    value: upstream.location,
    evidence: [`${file}:${line} calls ${upstream.name} warming: it waits for ${waitsFor}`],
    args: {
      upstream: upstream.name,
      known: 0,
      waitsFor,
      host: hostIn(upstream),
      see: "uhc inspect",
    },
  });
}

/** The service that a mesh's name of a cluster is of, for a shell. */
function hostIn({ name }: Upstream): string {
  return shellQuote(name.split("|").at(-1)?.split(".")[0] ?? "");
}

function untoldClaim(gateway: Gateway, upstream: Upstream, known: number, place: string | undefined) {
  const source = upstream.discovery?.source ?? "";
  const states = upstream.endpoints.map(
    ({ endpoint, intent }) => `${endpoint} is reported as ${intent.value}`,
  );
  const at = place === undefined ? gateway.mainFile : `${asker(gateway)} itself, asked at ${place},`;
  return configClaim(gateway, {
    cause: "no-ready-endpoints",
    subject: { gateway: gateway.id },
    value: upstream.discovery?.location ?? upstream.location,
    ground: `discovery:${upstream.id}`,
    places: [upstream.location],
    evidence: [
      known === 0
        ? `${at} knows no endpoint of ${upstream.name} (${source})`
        : `${at} knows ${known} endpoints of ${upstream.name} (${source})`,
      ...states.slice(0, 3),
    ],
    args: {
      upstream: upstream.name,
      known,
      host: hostIn(upstream),
      see: place === undefined ? "uhc inspect" : adminCommand(place, "clusters?format=json"),
    },
  });
}
