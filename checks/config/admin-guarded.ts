import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { asker, targetText } from "../../src/model/evidence.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude, latent, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "admin-guarded",
  layer: "config",
  since: "0.1.0",
  title: "Nobody else can stop the gateway over its admin surface",
  about: [
    "Looks where the admin surface of Envoy listens, which asks for no credentials: a POST to `/quitquitquit` ends the process,",
    "one to `/drain_listeners` closes its ports, one to `/healthcheck/fail` has balancers before it take it out (docs:",
    "operations/admin). On all addresses that is open to whoever reaches the host: `admin-exposed`. It is for information, as",
    "many examples are written so, and a container or a firewall may keep the port in, which a config can't tell.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "admin-exposed": {
      title: ({ args }) => `Anyone who reaches port ${args.port} can stop ${args.asker}`,
      meaning:
        "The admin surface listens on every address of the host and asks for no credentials. A single request to it makes an " +
        "outage of the whole gateway that looks as if nothing were wrong with any upstream.",
      fix: () =>
        fix("Make the admin surface listen on loopback alone", [
          "Write admin: { address: { socket_address: { address: 127.0.0.1, port_value: … } } }, or a socket file: { pipe: { path: … } }.",
          "Whoever reads metrics from there can have a listener of their own, with a route to /stats/prometheus and nothing else.",
        ]),
      verify: ({ args }) => [`ss -ltn 'sport = :${args.port}'`],
      includes: [],
    },
  },
  judge({ gateway }) {
    if (gateway.kind !== "envoy" || gateway.admin === undefined)
      return skip("it has no admin surface that could stop it");
    return conclude(openToAll(gateway, gateway.admin), "its admin surface can't be reached from other hosts");
  },
});

function openToAll(gateway: Gateway, { value, location }: NonNullable<Gateway["admin"]>): readonly Finding[] {
  if (value.kind !== "tcp" || !/^(?:0\.0\.0\.0|::)$/.test(value.host)) return [];
  const claim = configClaim(gateway, {
    cause: "admin-exposed",
    subject: { gateway: gateway.id },
    value: location,
    evidence: [`the admin surface of ${asker(gateway)} listens on ${targetText(value)}`],
    args: { port: value.port },
  });
  return [latent(claim, "info")];
}
