import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Endpoint, Gateway, Route } from "../../src/model/config.ts";
import { shellQuote } from "../../src/model/evidence.ts";
import { configClaim, routeSubject } from "../../src/testimony/config-claim.ts";
import { upstreamsById } from "../../src/testimony/upstreams-by-id.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "ports-speak-protocol",
  layer: "config",
  since: "0.1.0",
  title: "TLS goes to no port 80 and plaintext to no port 443, in versions that libraries still speak",
  about: [
    "Compares the scheme of each route with the ports that it leads to. A `server` line in an upstream block means port 80",
    "where none is written, also behind `https://`: TLS then meets a plaintext port. Plaintext to port 443 is the reverse, and",
    "as services behind a gateway sometimes speak it there, only information. Other ports say nothing about what is spoken",
    "there, and proxies of a mesh speak TLS to each other on any. A route that offers TLS 1.0 and 1.1 alone offers what OpenSSL 3 no longer speaks at its usual security level.",
    "Layer 4 passes bytes on and is left alone.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  // The causes are owned by the checks that see them happen.
  causes: {},
  judge({ gateway }) {
    const upstreams = upstreamsById(gateway);
    const findings = gateway.routes.flatMap((route) => {
      const { endpoints = [], isMesh = false } = upstreams.get(route.forward.upstream) ?? {};
      return [
        ...endpoints.flatMap((one) => wrongPort(gateway, route, one, isMesh)),
        ...oldVersions(gateway, route),
      ];
    });
    return conclude(findings, "every port is spoken to in its usual protocol");
  },
});

function wrongPort(gateway: Gateway, route: Route, endpoint: Endpoint, isMesh: boolean): readonly Finding[] {
  const { tls, protocol, location } = route.forward;
  const { target } = endpoint;
  if (target.kind === "unix" || protocol === "tcp" || protocol === "udp") return [];
  // proxies of a mesh speak TLS to each other on whatever port the service has
  const isTlsToPlain =
    tls !== undefined && target.port === 80 && tls.unseenCertificate === undefined && !isMesh;
  const isPlainToTls =
    tls === undefined && target.port === 443 && (protocol === "http" || protocol === "grpc");
  if (!isTlsToPlain && !isPlainToTls) return [];
  const common = {
    subject: { gateway: gateway.id, upstream: route.forward.upstream, endpoint: endpoint.endpoint },
    value: isTlsToPlain ? endpoint.location : location,
    places: [location, endpoint.location, route.location],
  };
  const claim = configClaim(gateway, {
    ...common,
    ...(isTlsToPlain ? tlsToPort80(gateway, route, endpoint) : plaintextToPort443(gateway, route, endpoint)),
  });
  // a service behind a gateway may well speak plaintext on 443; TLS on 80 nobody does
  return [latent(claim, isTlsToPlain ? "warning" : "info")];
}

function tlsToPort80({ kind }: Gateway, route: Route, { endpoint, target }: Endpoint) {
  const isNginx = kind === "nginx";
  return {
    cause: "tls-to-plaintext-port",
    evidence: [`${route.label} speaks TLS to ${endpoint}, and 80 is the port of plaintext`],
    args: {
      title: `TLS is spoken to ${endpoint}${isNginx ? ": a server line without a port means port 80, even behind https" : ", and 80 is the port of plaintext"}`,
      fix:
        isNginx && target.kind === "tcp"
          ? `Write the port down: server ${target.host}:443;`
          : "Name the port on which the service speaks TLS, or take TLS off",
      verify: handshakeCommand(endpoint),
    },
  } as const;
}

function plaintextToPort443({ kind }: Gateway, route: Route, { endpoint }: Endpoint) {
  const directive = route.forward.protocol === "grpc" ? "grpc_pass grpcs://" : "proxy_pass https://";
  return {
    cause: "plaintext-to-tls-port",
    evidence: [`${route.label} speaks plaintext to ${endpoint}, and 443 is the port of TLS`],
    args: {
      title: `Plaintext is spoken to ${endpoint}, and 443 is the port of TLS`,
      fix: `Speak TLS${kind === "nginx" ? ` (${directive}…)` : ""}, or name the plaintext port`,
      verify: handshakeCommand(endpoint),
    },
  } as const;
}

function handshakeCommand(endpoint: string): string {
  return `openssl s_client -connect ${shellQuote(endpoint)} </dev/null`;
}

function oldVersions(gateway: Gateway, route: Route): readonly Finding[] {
  const { tls } = route.forward;
  if (tls === undefined || tls.versions.isDefault || tls.versions.value.length === 0) return [];
  if (tls.versions.value.some((version) => version === "TLSv1.2" || version === "TLSv1.3")) return [];
  const offered = tls.versions.value.join(" and ");
  const claim = configClaim(gateway, {
    cause: "tls-version-mismatch",
    subject: routeSubject(gateway, route),
    value: tls.versions.location,
    places: [route.location],
    evidence: [`${route.label} offers ${offered} alone`],
    args: {
      title: `Only ${offered} ${tls.versions.value.length === 1 ? "is" : "are"} offered to the upstream, which current TLS libraries refuse to speak`,
      fix: "Offer TLSv1.2 and TLSv1.3 as well",
      verify: "openssl version",
    },
  });
  return [latent(claim)];
}
