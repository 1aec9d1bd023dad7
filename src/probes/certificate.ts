import { X509Certificate } from "node:crypto";
import type { Certificate } from "../model/observation.ts";

/** No server has a reason to send more; what follows is not kept. */
const LONGEST_CHAIN = 32;
const MOST_NAMES = 1_000;

/** The certificates that can be read, in the order given. */
export function readCertificates(chain: readonly Buffer[]): readonly X509Certificate[] {
  return chain.slice(0, LONGEST_CHAIN).flatMap((der) => {
    try {
      return [new X509Certificate(der)];
    } catch {
      return [];
    }
  });
}

export function describeCertificate(certificate: X509Certificate): Certificate {
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: alternativeNames(certificate.subjectAltName ?? ""),
    commonName: commonName(certificate.subject),
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo),
    isSelfIssued: certificate.subject === certificate.issuer,
    fingerprint: certificate.fingerprint256.replaceAll(":", "").toLowerCase(),
  };
}

/** Node gives one attribute a line. */
function oneLine(name: string | undefined): string {
  return (name ?? "").split("\n").join(", ");
}

function commonName(subject: string | undefined): string | undefined {
  return /^CN=(.*)$/m.exec(subject ?? "")?.[1];
}

/** Node's text form: "DNS:a, IP Address:::1, DNS:\"a, DNS:b\"", values with special characters as JSON strings. */
function alternativeNames(text: string): readonly string[] {
  const names: string[] = [];
  for (const match of text.matchAll(/(DNS|IP Address|[^:,"]+):("(?:[^"\\]|\\.)*"|[^,]*)(?:, |$)/gy)) {
    const [, type, value = ""] = match;
    if (type === "DNS" || type === "IP Address") names.push(unquote(value));
    if (names.length >= MOST_NAMES) break;
  }
  return names;
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "string" ? parsed : value;
  } catch {
    return value;
  }
}
