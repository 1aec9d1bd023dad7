import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Endpoint, Gateway, Route } from "../../src/model/config.ts";
import { addLine, type Edit } from "../../src/model/edit.ts";
import { listed, shellQuote } from "../../src/model/evidence.ts";
import { configClaim, routeSubject } from "../../src/testimony/config-claim.ts";
import { everyRouteOnLine } from "../../src/testimony/every-route-on-line.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { upstreamsById } from "../../src/testimony/upstreams-by-id.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

type Upstreams = ReturnType<typeof upstreamsById>;

export default defineCheck({
  id: "upstream-tls-settings",
  layer: "config",
  since: "0.1.0",
  title: "TLS to upstreams sends the server's name and verifies its certificate",
  about: [
    "Looks at routes that speak TLS to an upstream. Without a server name (SNI) to send in the handshake (nginx's default), servers that",
    "hold several sites (CDNs, ingress controllers, other gateways) refuse it or answer with the wrong certificate; endpoints",
    "given as addresses or sockets have no name to send, and nothing is said of them. Without verification any certificate",
    "will do; that is nginx's default and holds for most configs, so it is only for information.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "sni-not-sent": {
      title: ({ args }) => `TLS to ${args.names} sends no server name`,
      meaning:
        "The handshake does not say which site is meant. A server with one certificate does not mind; one that holds several, or " +
        "that moves behind a CDN tomorrow, refuses the handshake or shows the wrong certificate.",
      fix: (of) =>
        fix("Send the server's name", [
          configStep(
            of,
            {
              nginx: "proxy_ssl_server_name on; and, where the upstream is a group, proxy_ssl_name HOST;",
              haproxy: "sni str(HOST) on the server line",
            },
            "Set the server name of the TLS settings.",
          ),
        ]),
      verify: ({ args }) => [
        `openssl s_client -connect ${args.endpoint} -noservername </dev/null`,
        `openssl s_client -connect ${args.endpoint} -servername ${args.host} </dev/null`,
      ],
      includes: [],
    },
    "tls-verification-off": {
      title: ({ args }) => `TLS to ${args.names} verifies no certificate`,
      meaning:
        "Traffic is encrypted, and whoever answers is believed. That also hides an expired or wrong certificate until " +
        "somebody switches verification on.",
      fix: (of) =>
        fix("Verify against the authority that signed the upstream's certificate", [
          configStep(
            of,
            {
              nginx: "proxy_ssl_verify on; proxy_ssl_trusted_certificate FILE; proxy_ssl_name HOST;",
              haproxy: "verify required ca-file @system-ca verifyhost HOST on the server line",
              caddy:
                "take tls_insecure_skip_verify away; tls_trusted_ca_certs FILE (tls_trust_pool file FILE from 2.8 on) and tls_server_name HOST in transport http",
            },
            "Switch verification on and name the trusted certificates.",
          ),
        ]),
      verify: ({ args }) => [`openssl s_client -connect ${args.endpoint} -verify_return_error </dev/null`],
      includes: [],
    },
  },
  judge({ gateway }) {
    const upstreams = upstreamsById(gateway);
    const isSafe = (route: Route) => asksBySameName(route) && hasPublicNames(upstreams, route);
    const isFree = everyRouteOnLine(gateway, ({ forward }) => forward.location, isSafe);
    const editOf = (route: Route) =>
      gateway.kind === "nginx" && isFree(route.forward.location) ? withName(route) : undefined;
    const findings = gateway.routes.flatMap((route) => [
      ...nameless(gateway, upstreams, route, editOf),
      ...unverified(gateway, upstreams, route),
    ]);
    return conclude(findings, "TLS to upstreams sends names and verifies");
  },
});

function nameless(
  gateway: Gateway,
  upstreams: Upstreams,
  route: Route,
  editOf: (route: Route) => Edit | undefined,
): readonly Finding[] {
  const { tls } = route.forward;
  if (tls === undefined || tls.serverName.value.kind !== "none") return [];
  const named = endpointsOf(upstreams, route).filter(hasPublicName);
  const [first] = named;
  if (first === undefined || first.target.kind !== "tcp") return [];
  const names = listed([...new Set(named.map(({ endpoint }) => endpoint))]);
  const claim = configClaim(gateway, {
    cause: "sni-not-sent",
    subject: routeSubject(gateway, route),
    value: tls.serverName.location,
    places: [route.location],
    evidence: [`${route.label} speaks TLS to ${names} without a server name`],
    args: { names, endpoint: shellQuote(first.endpoint), host: shellQuote(first.target.host) },
    edit: editOf(route),
  });
  return [latent(claim)];
}

/**
 * Certain where the handshake would carry the very name that the Host header carries, literally: the server is asked
 * for that site already, and one that knows the site knows it in the handshake too. With another Host it may answer 421
 * (RFC 9110 section 15.5.20). `proxy_ssl_server_name off` that somebody wrote was meant.
 */
function asksBySameName({ forward, condition }: Route): boolean {
  const { tls, host, protocol } = forward;
  if (tls === undefined || protocol !== "http" || condition !== undefined) return false;
  const isUnsaid = tls.serverName.value.kind === "none" && tls.serverName.isDefault;
  const [name, ...more] = tls.verifyName.value;
  const [sent, ...others] = host.value;
  if (!isUnsaid || typeof name !== "string" || typeof sent !== "string") return false;
  return more.length === 0 && others.length === 0 && name.includes(".") && sent.replace(/:\d+$/, "") === name;
}

/** An address has no name to send. */
function hasPublicNames(upstreams: Upstreams, route: Route): boolean {
  const endpoints = endpointsOf(upstreams, route);
  return endpoints.length > 0 && endpoints.every(hasPublicName);
}

function withName({ forward }: Route): Edit {
  return { steps: [addLine(forward.location, "proxy_ssl_server_name on;")] };
}

function unverified(gateway: Gateway, upstreams: Upstreams, route: Route): readonly Finding[] {
  const { tls } = route.forward;
  if (tls === undefined || tls.verify.value) return [];
  const names = listed(endpointsOf(upstreams, route).map(({ endpoint }) => endpoint));
  const [first] = endpointsOf(upstreams, route);
  if (first === undefined) return [];
  const claim = configClaim(gateway, {
    cause: "tls-verification-off",
    subject: routeSubject(gateway, route),
    value: tls.verify.location,
    ground: "tls-verification-off",
    evidence: [`${route.label} verifies no certificate of ${names}`],
    args: { names, endpoint: shellQuote(first.endpoint) },
  });
  return [latent(claim, "info")];
}

function endpointsOf(upstreams: Upstreams, route: Route): readonly Endpoint[] {
  return upstreams.get(route.forward.upstream)?.endpoints ?? [];
}

/** A name with a dot: those without are of a private network, where one server mostly holds one site. */
function hasPublicName({ target }: Endpoint): boolean {
  return target.kind === "tcp" && !target.isAddress && target.host.includes(".");
}
