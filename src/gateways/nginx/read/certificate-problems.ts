import { nearest, own, type Scope, valueLocation, wordText } from "../context.ts";
import type { Server } from "./server.ts";

/**
 * What nginx says of servers that take TLS without a certificate (ngx_http_ssl_init, ngx_http_ssl_merge_srv_conf): of each
 * socket with `ssl` only the default server must have one, or `ssl_reject_handshake`.
 */
export function reportCertificates(servers: readonly Server[]): void {
  const [first] = servers;
  const reading = first?.module.reading;
  if (reading === undefined || !reading.seesAll) return;
  // what the old `ssl on` means for each server is told in other words
  if (reading.mentions("ssl")) return;
  for (const server of servers) reportKeys(server);
  for (const [id, server] of defaultServers(servers)) {
    const takesTls = server.listeners.some((one) => one.id === id && one.hasTls);
    if (!takesTls || hasCertificate(server.scope)) continue;
    const words = id.startsWith("udp") ? "listen ... quic" : "listen ... ssl";
    reading.report({
      cause: "config-syntax-error",
      message: `no "ssl_certificate" is defined for the "${words}" directive`,
      location: server.scope.block?.location ?? { file: reading.mainFile, line: 1, column: 1 },
      refusesConfig: true,
      about: undefined,
    });
  }
}

function reportKeys({ scope, module }: Server): void {
  const certificates = nearest(scope, "ssl_certificate");
  const last = certificates.at(-1);
  const keys = nearest(scope, "ssl_certificate_key");
  if (last === undefined || keys.length >= certificates.length) return;
  module.reading.report({
    cause: "config-syntax-error",
    message: `no "ssl_certificate_key" is defined for certificate "${wordText(last, 0) ?? ""}"`,
    location: valueLocation(last),
    refusesConfig: true,
    about: undefined,
  });
}

/** The socket → the server that takes what no name selects: the one that says so, else the first one. */
function defaultServers(servers: readonly Server[]): ReadonlyMap<string, Server> {
  const defaults = new Map<string, Server>();
  for (const server of servers) {
    const isNamed = own(server.scope, "listen").some((line) =>
      line.words.some(({ text }) => text === "default_server" || text === "default"),
    );
    for (const id of server.listenerIds) if (isNamed || !defaults.has(id)) defaults.set(id, server);
  }
  return defaults;
}

function hasCertificate(scope: Scope): boolean {
  const [rejects] = nearest(scope, "ssl_reject_handshake");
  return (
    nearest(scope, "ssl_certificate").length > 0 ||
    (rejects !== undefined && wordText(rejects, 0)?.toLowerCase() === "on")
  );
}
