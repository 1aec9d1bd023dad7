import type { AdminCertificate } from "../../../model/admin.ts";
import type { Value } from "../../../text/tree.ts";
import { get, list, text } from "../message.ts";

/** A bundle of all public authorities holds some hundred and fifty; what goes beyond a few of them tells no more. */
const MOST = 5_000;

/** What `/certs` tells (admin/v3/certs.proto): the certificates in memory, once each. */
export function readCertificates(answer: Value | undefined): readonly AdminCertificate[] {
  const found = new Map<string, AdminCertificate>();
  for (const one of list(answer, "certificates")) {
    for (const [field, use] of USES)
      for (const details of list(one, field)) {
        const read = certificateOf(details, use);
        if (read === undefined || found.size >= MOST) continue;
        found.set(`${use} ${read.path ?? ""} ${read.serial}`, read);
      }
  }
  return [...found.values()];
}

const USES = [
  ["cert_chain", "own"],
  ["ca_cert", "trusted"],
] as const;

function certificateOf(details: Value, use: AdminCertificate["use"]): AdminCertificate | undefined {
  const notAfter = Date.parse(text(details, "expiration_time") ?? "");
  const notBefore = Date.parse(text(details, "valid_from") ?? "");
  const path = text(details, "path") ?? "";
  if (!Number.isFinite(notAfter)) return undefined;
  return {
    // "<inline>" for what stood in the config or came from a control plane
    path: path.startsWith("/") ? path : undefined,
    use,
    serial: (text(details, "serial_number") ?? "").toLowerCase().replace(/^0+(?=.)/, ""),
    names: list(details, "subject_alt_names").flatMap(nameOf),
    notBefore: Number.isFinite(notBefore) ? notBefore : undefined,
    notAfter,
  };
}

function nameOf(name: Value): readonly string[] {
  const found = get(name, "dns") ?? get(name, "uri") ?? get(name, "ip_address");
  if (found === undefined) return [];
  return [text(name, "dns") ?? text(name, "uri") ?? text(name, "ip_address") ?? ""];
}
