import { nearest, wordText } from "../context.ts";
import type { Server } from "./server.ts";
import { refuse } from "./settings.ts";

/** What nginx says of servers with a certificate whose key nothing names (ngx_http_ssl_merge_srv_conf). */
export function reportKeys(servers: readonly Server[]): void {
  for (const server of servers) reportKey(server);
}

function reportKey({ scope, module: { reading } }: Server): void {
  const certificates = nearest(scope, "ssl_certificate");
  const last = certificates.at(-1);
  if (!reading.seesAll || last === undefined) return;
  if (nearest(scope, "ssl_certificate_key").length < certificates.length)
    refuse(
      { reading },
      last,
      `no "ssl_certificate_key" is defined for certificate "${wordText(last, 0) ?? ""}"`,
    );
}
