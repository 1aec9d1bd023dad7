import { readFileSync } from "node:fs";
import { createSecureContext, type TlsOptions } from "node:tls";
import type { ServerTls } from "../service-spec.ts";

/** Options of a TLS server with certificates of the lab's folder. */
export function serverTls(pki: string, tls: ServerTls): TlsOptions {
  const pair = (name: string) => ({
    cert: readFileSync(`${pki}/${name}.pem`),
    key: readFileSync(`${pki}/${name}.key`),
  });
  const contexts = new Map(
    Object.entries(tls.sni ?? {}).map(([name, cert]) => [name, createSecureContext(pair(cert))]),
  );
  return {
    ...pair(tls.cert),
    ...(tls.minVersion === undefined ? {} : { minVersion: tls.minVersion }),
    ...(tls.maxVersion === undefined ? {} : { maxVersion: tls.maxVersion }),
    ...(tls.ciphers === undefined ? {} : { ciphers: tls.ciphers }),
    ...(tls.clientCert === undefined
      ? {}
      : { requestCert: true, rejectUnauthorized: true, ca: readFileSync(`${pki}/root.pem`) }),
    ...(contexts.size === 0 ? {} : { SNICallback: (name, done) => done(null, contexts.get(name)) }),
  };
}
