import type { Trust } from "../../../model/forward.ts";
import type { Setting } from "../../../model/source.ts";
import { written } from "../../../model/source.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { get, list, text } from "../message.ts";
import type { Reading } from "../reading.ts";

/** A `core.v3.DataSource`: a file, or what stands in the config itself. Undefined for the environment of the process. */
export function readTrustSource(source: Value | undefined): Setting<Trust> | undefined {
  if (source === undefined) return undefined;
  const path = text(source, "filename");
  if (path !== undefined) return written({ kind: "file", path }, locationOf(source));
  const bytes = text(source, "inline_bytes");
  const pem =
    bytes === undefined ? text(source, "inline_string") : Buffer.from(bytes, "base64").toString("latin1");
  return pem?.includes("-----BEGIN") === true
    ? written({ kind: "inline", pem }, locationOf(source))
    : undefined;
}

/** The secret that an `SdsSecretConfig` names, if it is in sight: in the config, in a dump, or in a file that it names. */
export function secretOf(
  config: Value | undefined,
  reading: Reading,
): { name: string; secret: Value | undefined } {
  const name = text(config, "name") ?? "";
  return { name, secret: reading.secrets.get(name) };
}

/** The certificate and key files of a `TlsCertificate`; undefined where they are no files. */
export function certificateFiles(certificate: Value | undefined) {
  const chain = get(get(certificate, "certificate_chain"), "filename");
  const key = get(get(certificate, "private_key"), "filename");
  if (chain === undefined || key === undefined) return undefined;
  const file = (value: Value): Setting<string> => written(scalarText(value) ?? "", locationOf(value));
  return { certificateFile: file(chain), keyFile: file(key) };
}

/** The first certificate that the context shows, written there or under the name of a secret. */
export function firstCertificate(common: Value | undefined, reading: Reading) {
  const [own] = list(common, "tls_certificates");
  if (own !== undefined) return { certificate: own, name: undefined, at: own };
  const [config] = list(common, "tls_certificate_sds_secret_configs");
  if (config === undefined) return undefined;
  const { name, secret } = secretOf(config, reading);
  return { certificate: get(secret, "tls_certificate"), name, at: config };
}
