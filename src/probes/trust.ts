import { createHash } from "node:crypto";
import type { Trust } from "../model/forward.ts";
import type { ProbeContext } from "./context.ts";

/** Certificates to verify against. */
export interface TrustStore {
  readonly pem: string;
  /** SHA-256 of each certificate, lower-case hex. */
  readonly fingerprints: ReadonlySet<string>;
}

/**
 * Where distributions keep the bundle that OpenSSL's default paths lead to. Never the roots that are built into Node.js:
 * the gateway does not have them.
 */
const SYSTEM_BUNDLES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
] as const;

/** Undefined where nothing is trusted, or the file can't be read: then there is nothing to verify against. */
export async function readTrust(trust: Trust, context: ProbeContext): Promise<TrustStore | undefined> {
  if (trust.kind === "none") return undefined;
  if (trust.kind === "inline") return storeOf(trust.pem);
  for (const path of trust.kind === "file" ? [trust.path] : SYSTEM_BUNDLES) {
    const content = await context.readFile(path);
    if (content instanceof Uint8Array) return storeOf(Buffer.from(content).toString("latin1"));
  }
  return undefined;
}

function storeOf(pem: string): TrustStore {
  const fingerprints = new Set<string>();
  for (const [, body] of pem.matchAll(/-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([^-]*)-----END /g)) {
    fingerprints.add(
      createHash("sha256")
        .update(Buffer.from(body ?? "", "base64"))
        .digest("hex"),
    );
  }
  return { pem, fingerprints };
}
