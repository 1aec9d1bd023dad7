import type { FileCertificate } from "../model/observation.ts";
import { describeCertificate, readCertificates } from "./certificate.ts";
import type { ProbeContext } from "./context.ts";

const FIRST = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\s]{1,65536})-----END/;

/** The first certificate of a file in PEM: a server's own stands before those that vouch for it (RFC 8446 section 4.4.2). */
export async function fileCertificate(
  path: string,
  readFile: ProbeContext["readFile"],
): Promise<FileCertificate | undefined> {
  const content = await readFile(path);
  if (!(content instanceof Uint8Array)) return undefined;
  const [, body] = FIRST.exec(Buffer.from(content).toString("latin1")) ?? [];
  const [certificate] = body === undefined ? [] : readCertificates([Buffer.from(body, "base64")]);
  if (certificate === undefined) return undefined;
  const { names, notBefore, notAfter } = describeCertificate(certificate);
  const serial = certificate.serialNumber.toLowerCase().replace(/^0+(?=.)/, "");
  return { serial, names, notBefore, notAfter };
}
