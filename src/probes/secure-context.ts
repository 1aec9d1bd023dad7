import { constants } from "node:crypto";
import { createSecureContext, type SecureContext, type SecureContextOptions } from "node:tls";
import type { TlsVersion } from "../model/forward.ts";
import type { Outcome } from "../model/outcome.ts";
import type { HandshakeAsk } from "../model/request.ts";
import type { ProbeContext } from "./context.ts";
import { errorCode, outcome, outcomeOfSystemError } from "./outcome.ts";
import { readTrust, type TrustStore } from "./trust.ts";

/** What a handshake stands on: read once for all endpoints that are asked alike. */
export type TlsGround =
  | { readonly kind: "ready"; readonly secureContext: SecureContext; readonly trust: TrustStore | undefined }
  /** A file that the gateway's config names can't be used, or this TLS library can't do what is asked. */
  | { readonly kind: "missing"; readonly outcome: Outcome };

const grounds = new WeakMap<ProbeContext, Map<string, Promise<TlsGround>>>();

export function tlsGround(ask: HandshakeAsk, context: ProbeContext): Promise<TlsGround> {
  const known = grounds.get(context) ?? new Map<string, Promise<TlsGround>>();
  grounds.set(context, known);
  const certificate = ask.clientCertificate;
  const key = JSON.stringify([
    ask.trust,
    ask.verify ? ask.revocations : undefined,
    ask.versions,
    ask.ciphers,
    certificate?.certificateFile.value,
    certificate?.keyFile.value,
  ]);
  const ground = known.get(key) ?? prepare(ask, context).catch(brokenGround);
  known.set(key, ground);
  return ground;
}

function brokenGround(error: unknown): TlsGround {
  return { kind: "missing", outcome: outcomeOfSystemError(error) };
}

async function prepare(ask: HandshakeAsk, context: ProbeContext): Promise<TlsGround> {
  const files = await readClientCertificate(ask, context);
  if ("kind" in files) return { kind: "missing", outcome: files };
  const lists = await readRevocations(ask, context);
  if ("kind" in lists) return { kind: "missing", outcome: lists };
  try {
    const trust = await readTrust(ask.trust, context);
    // An empty list of roots, not undefined, which would mean those built into Node.js and NODE_EXTRA_CA_CERTS.
    const options = {
      ...protocolOptions(ask),
      ...files,
      ...lists,
      ca: trust === undefined ? [] : [trust.pem],
    };
    return { kind: "ready", secureContext: createSecureContext(options), trust };
  } catch (error) {
    return { kind: "missing", outcome: unusable(ask, error) };
  }
}

function unusable(ask: HandshakeAsk, error: unknown): Outcome {
  const code = errorCode(error);
  if (code === "ERR_SSL_NO_CIPHER_MATCH") {
    return outcome("probe-broken", `this TLS library knows none of the ciphers "${ask.ciphers}"`, code);
  }
  if (ask.clientCertificate === undefined) {
    return outcome("probe-broken", "this TLS library can't do what is asked", code);
  }
  const { certificateFile, keyFile } = ask.clientCertificate;
  const pair = `${certificateFile.value} with ${keyFile.value}`;
  return outcome("not-tried", `the client certificate can't be used: ${pair}`, code);
}

async function readClientCertificate(
  ask: HandshakeAsk,
  context: ProbeContext,
): Promise<Outcome | { readonly cert?: Buffer; readonly key?: Buffer }> {
  if (ask.clientCertificate === undefined) return {};
  const { certificateFile, keyFile } = ask.clientCertificate;
  const files: Buffer[] = [];
  for (const path of [certificateFile.value, keyFile.value]) {
    const content = await context.readFile(path);
    if (!(content instanceof Uint8Array)) {
      return outcome("not-tried", `${path}: ${content.reason}`, content.code);
    }
    files.push(Buffer.from(content));
  }
  const [cert, key] = files;
  return cert === undefined || key === undefined ? {} : { cert, key };
}

/** With `crl`, Node asks OpenSSL for what gateways ask (X509_V_FLAG_CRL_CHECK and _CRL_CHECK_ALL): a list for each issuer. */
async function readRevocations(
  { revocations, verify }: HandshakeAsk,
  context: ProbeContext,
): Promise<Outcome | { readonly crl?: Buffer[] }> {
  if (revocations === undefined || !verify) return {};
  const content = await context.readFile(revocations);
  if (!(content instanceof Uint8Array))
    return outcome("not-tried", `${revocations}: ${content.reason}`, content.code);
  return { crl: listsIn(Buffer.from(content).toString("latin1")) };
}

/** Node reads the first of several lists in one text alone. */
function listsIn(pem: string): Buffer[] {
  const lists = pem.match(/-----BEGIN X509 CRL-----[^-]*-----END X509 CRL-----/g) ?? [];
  return lists.map((list) => Buffer.from(`${list}\n`));
}

const VERSIONS: readonly TlsVersion[] = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];

const OFF = {
  TLSv1: constants.SSL_OP_NO_TLSv1,
  "TLSv1.1": constants.SSL_OP_NO_TLSv1_1,
  "TLSv1.2": constants.SSL_OP_NO_TLSv1_2,
  "TLSv1.3": constants.SSL_OP_NO_TLSv1_3,
} satisfies Record<TlsVersion, number>;

/** OpenSSL's own list; a gateway's cipher directive says nothing about TLS 1.3 unless it names these. */
const TLS13_SUITES = ["TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"];

/**
 * Versions and ciphers as asked, with none of Node's own defaults. A security level stands in the cipher string or is the
 * library's: OpenSSL 3 refuses TLS 1.0 and 1.1 above level 0 (SSL_CTX_set_security_level(3)), in a gateway as here.
 */
function protocolOptions(ask: HandshakeAsk): SecureContextOptions {
  const asked = VERSIONS.filter((version) => ask.versions.includes(version));
  const minVersion = asked[0] ?? "TLSv1.2";
  const maxVersion = asked.at(-1) ?? "TLSv1.3";
  const gap = asked.length === 0 ? [] : VERSIONS.filter((version) => !asked.includes(version));
  const list = ask.ciphers === "" ? "DEFAULT" : ask.ciphers.replace(/[ ,;]+/g, ":");
  // Node turns TLS 1.3 off when the list names none of its suites.
  const needsSuites = maxVersion === "TLSv1.3" && !/(?:^|:)TLS_/.test(list);
  return {
    minVersion,
    maxVersion,
    secureOptions: gap.reduce((options, version) => options | OFF[version], 0),
    ciphers: needsSuites ? [...TLS13_SUITES, list].join(":") : list,
  };
}
