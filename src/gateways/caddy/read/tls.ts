import type { ClientCertificate, ServerName, Template, TlsSettings, Trust } from "../../../model/forward.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { get, isTrue, text, textSetting, texts } from "../fields.ts";
import { toTemplate } from "../placeholder.ts";
import { lacks, type Reading } from "../reading.ts";

/** Go's crypto/tls as a client: TLS 1.2 and 1.3 since Go 1.18. */
const VERSIONS = ["TLSv1.2", "TLSv1.3"] as const;
const FORWARD_SECRET =
  "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA:ECDHE-RSA-AES256-SHA";
/** Until Go 1.22, with which Caddy 2.8 is built. */
const PLAIN_RSA = ":AES128-GCM-SHA256:AES256-GCM-SHA384:AES128-SHA:AES256-SHA";

/** Go knows no limit. */
const ANY_DEPTH = 100;

const DIALLED: Template = [{ kind: "endpoint-host", raw: "the host of the dial address" }];

/**
 * The `tls` of an HTTP transport (reverseproxy/httptransport.go, `TLSConfig`). Without a name of its own the host that is
 * dialled is sent and verified; Go sends no address as a server name (crypto/tls, `hostnameInSNI`), and verifies it all the same.
 */
export function readTls(tls: Value, alpn: readonly string[], reading: Reading): TlsSettings {
  const location = locationOf(tls);
  const own = textSetting(tls, "server_name");
  const name: Setting<Template> =
    own === undefined ? assumed(DIALLED, location) : written(toTemplate(own.value), own.location);
  const serverName: Setting<ServerName> = {
    ...name,
    value: { kind: "name", name: name.value, isNeverAddress: true },
  };
  const skips = get(tls, "insecure_skip_verify");
  return {
    serverName,
    verify:
      skips !== undefined && isTrue(tls, "insecure_skip_verify")
        ? written(false, locationOf(skips))
        : assumed(true, location),
    verifyName: name,
    matchesAddresses: true,
    verifyDepth: assumed(ANY_DEPTH, location),
    trust: readTrust(tls, location, reading),
    versions: assumed(VERSIONS, location),
    ciphers: assumed(FORWARD_SECRET + (lacks(reading, "2.8.0") ? PLAIN_RSA : ""), location),
    alpn: assumed(alpn, location),
    ...clientCertificate(tls, reading),
    location,
  };
}

/** `root_ca_pem_files` and `root_ca_pool`, or a module in `ca` (caddytls/capools.go); else the host's own trust. */
function readTrust(tls: Value, location: Location, reading: Reading): Setting<Trust> {
  const ca = get(tls, "ca");
  const provider = text(ca, "provider");
  const [files, inline] =
    provider === "file"
      ? [get(ca, "pem_files"), undefined]
      : provider === "inline"
        ? [undefined, get(ca, "trusted_ca_certs")]
        : [get(tls, "root_ca_pem_files"), get(tls, "root_ca_pool")];
  const holder = provider === undefined ? tls : ca;
  const [path] = texts(holder, provider === undefined ? "root_ca_pem_files" : "pem_files");
  if (files !== undefined && path !== undefined) return written({ kind: "file", path }, locationOf(files));
  const ders = texts(holder, provider === undefined ? "root_ca_pool" : "trusted_ca_certs");
  if (inline !== undefined && ders.length > 0)
    return written({ kind: "inline", pem: ders.map(pemOf).join("") }, locationOf(inline));
  if (ca === undefined || provider === "system") return assumed({ kind: "system" }, location);
  reading.note(
    `the certificates that are trusted come from ${provider ?? "a module"}, which is not in sight: what Caddy verifies is not repeated`,
  );
  return written({ kind: "none" }, locationOf(ca));
}

function pemOf(der: string): string {
  const lines = der.replace(/\s+/g, "").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function clientCertificate(
  tls: Value,
  reading: Reading,
): Pick<TlsSettings, "clientCertificate" | "unseenCertificate"> {
  const certificateFile = textSetting(tls, "client_certificate_file");
  const keyFile = textSetting(tls, "client_certificate_key_file");
  const automated = textSetting(tls, "client_certificate_automate");
  const lone = certificateFile ?? keyFile;
  if (certificateFile !== undefined && keyFile !== undefined) {
    const files: ClientCertificate = { certificateFile, keyFile };
    return { clientCertificate: files };
  }
  if (lone !== undefined) {
    const [given, missing] =
      keyFile === undefined
        ? ["client_certificate_file", "client_certificate_key_file"]
        : ["client_certificate_key_file", "client_certificate_file"];
    reading.report({
      cause: "config-syntax-error",
      message: `making TLS client config: ${given} specified without ${missing}`,
      location: lone.location,
      refusesConfig: true,
      about: undefined,
    });
  }
  return automated === undefined
    ? { clientCertificate: undefined }
    : {
        clientCertificate: undefined,
        unseenCertificate: written(
          `the certificate that Caddy manages for ${automated.value}`,
          automated.location,
        ),
      };
}

/** Ports on which TLS is left out although it is configured. */
export function exceptPorts(tls: Value | undefined): ReadonlySet<string> {
  return new Set(texts(tls, "except_ports"));
}
