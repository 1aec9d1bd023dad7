import { defineCheck } from "../../src/model/check.ts";
import { listed, shellQuote } from "../../src/model/evidence.ts";
import { routesByUpstream } from "../../src/model/routes.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { conclude, latent, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "names-stay-current",
  layer: "config",
  since: "0.1.0",
  title: "Names of endpoints are resolved again when their addresses change",
  about: [
    "Looks for endpoints whose name is resolved once, when the gateway starts or reloads: a container that is recreated, or",
    "a load balancer that moves, gets another address, and the gateway asks the old one until it is reloaded. It is the",
    "usual way to write a config, so it is only for information, and said once. `localhost` does not move.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "name-resolved-once": {
      title: ({ args, endpointCount }) =>
        endpointCount === 1
          ? `The address of ${args.names} is looked up once, at start`
          : `The addresses of ${endpointCount} endpoints are looked up once, at start: ${args.names}`,
      meaning:
        "The gateway keeps the address that the name had when it started. When the name moves, requests go to the old address: " +
        "refused, or answered by another service. A name that does not resolve at start keeps the gateway from starting at all.",
      fix: (of) =>
        fix("Let names that move be resolved at run time", [
          configStep(
            of,
            {
              nginx:
                "from 1.27.3 on: server HOST:PORT resolve; with zone and resolver; before: set $up HOST; proxy_pass http://$up:PORT; with resolver",
              haproxy:
                "resolvers NAME init-addr libc,none on the server line, and a resolvers section of that name",
            },
            "Have the name resolved again and again.",
          ),
          "Or reload the gateway whenever the address changes.",
        ]),
      verify: ({ args }) => [`getent ahosts ${args.host}`],
      includes: [],
    },
  },
  judge({ gateway }) {
    // Nothing is kept between two questions to a bare target.
    if (gateway.kind === "none") return skip("there is no gateway that would keep an address");
    const routes = routesByUpstream(gateway);
    const frozen = gateway.upstreams
      .filter(({ id }) => routes.has(id))
      .flatMap((upstream) =>
        upstream.endpoints.flatMap(({ endpoint, resolution, target, location }) =>
          resolution.kind === "system" &&
          resolution.when === undefined &&
          target.kind === "tcp" &&
          !/^localhost$/i.test(target.host)
            ? [{ upstream, endpoint, location, host: target.host }]
            : [],
        ),
      );
    const names = listed([...new Set(frozen.map(({ host }) => host))]);
    const findings = frozen.map(({ upstream, endpoint, location, host }) =>
      latent(
        configClaim(gateway, {
          cause: "name-resolved-once",
          subject: { gateway: gateway.id, upstream: upstream.id, endpoint },
          value: location,
          ground: "name-resolved-once",
          evidence: [`${host} in ${upstream.name} is resolved at start alone`],
          args: { names, host: shellQuote(host) },
        }),
        "info",
      ),
    );
    return conclude(findings, "no name is resolved at start alone");
  },
});
