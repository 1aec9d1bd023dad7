import type { Ask } from "./ask.ts";

/**
 * The handshake with the floors of the gateway's own TLS library. OpenSSL 3, with which uhc speaks, refuses TLS 1.0 and 1.1
 * above security level 0 (SSL_CTX_set_security_level(3)); OpenSSL 1 did not, and takes them as the config offers them. A
 * level that the config itself names stands.
 */
export function withFloor(ask: Ask, tlsLibrary: string | undefined): Ask {
  const { tls } = ask;
  if (tls === undefined || !/^OpenSSL (0|1)\./.test(tlsLibrary ?? "")) return ask;
  if (tls.ciphers.includes("@SECLEVEL")) return ask;
  return { ...ask, tls: { ...tls, ciphers: `${tls.ciphers || "DEFAULT"}:@SECLEVEL=0` } };
}
