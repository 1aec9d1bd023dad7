import type { Gateway } from "./config.ts";
import type { TlsSettings } from "./forward.ts";
import type { Location, Setting } from "./source.ts";

/** How the gateway speaks TLS to its upstreams, once for each route and each endpoint that has settings of its own. */
export function upstreamTls({ routes, upstreams }: Gateway): readonly TlsSettings[] {
  const settings = [
    ...routes.map(({ forward }) => forward.tls),
    ...upstreams.flatMap(({ endpoints }) => endpoints.map(({ forward }) => forward?.tls)),
  ];
  return settings.flatMap((tls) => tls ?? []);
}

/**
 * The files that a gateway reads for TLS to its upstreams when it loads its config, and not again: authorities, lists of
 * revoked certificates, its own certificates and their keys; each with the place that names it. Relative paths are left out:
 * where they count from is known to the program alone.
 */
export function upstreamTlsFiles(gateway: Gateway): ReadonlyMap<string, Location> {
  const files = new Map<string, Location>();
  for (const { verify, trust, revocations, clientCertificate } of upstreamTls(gateway)) {
    const verifies = verify.value ? [...authorities(trust), ...(revocations ? [revocations] : [])] : [];
    const shows = clientCertificate ? [clientCertificate.certificateFile, clientCertificate.keyFile] : [];
    for (const { value, location } of [...verifies, ...shows])
      if (value.startsWith("/") && !files.has(value)) files.set(value, location);
  }
  return files;
}

function authorities({ value, ...trust }: TlsSettings["trust"]): readonly Setting<string>[] {
  return value.kind === "file" ? [{ ...trust, value: value.path }] : [];
}
