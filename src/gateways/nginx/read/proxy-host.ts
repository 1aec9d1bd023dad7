import type { Template } from "../../../model/forward.ts";
import type { PassContext } from "./pass-context.ts";

type Passed = Pick<PassContext, "address" | "scheme">;

/**
 * `$proxy_host`: the host as written, with its port unless that is the scheme's own (ngx_http_proxy_set_vars). The gRPC
 * module knows no default port, so there it always stands.
 */
export function proxyHost({ address, scheme }: Passed): Template {
  if (address === undefined) return [{ kind: "endpoint-authority", raw: "$proxy_host" }];
  if (address.kind === "unix") return ["localhost"];
  if (address.port === undefined || address.port === scheme.defaultPort) return [address.host];
  return [`${address.host}:${address.portText}`];
}

/** `$proxy_port`. */
export function proxyPort({ address, scheme }: Passed): string {
  const written = address?.kind === "host" ? address.portText : "";
  return written === "" ? String(scheme.defaultPort ?? "") : written;
}
