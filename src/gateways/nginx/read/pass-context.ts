import type { Template } from "../../../model/forward.ts";
import type { Place } from "../context.ts";
import type { PassKind, PassScheme } from "./pass.ts";
import type { Known, PassTarget } from "./targets.ts";
import type { TemplateContext } from "./template.ts";
import type { Lookup } from "./variables.ts";

/** One place that passes requests to one upstream, with all that its settings are read from. */
export interface PassContext extends Place {
  readonly kind: PassKind;
  readonly scheme: PassScheme;
  /** Undefined where only a request can tell, or where several endpoints stand behind one variable. */
  readonly address: Known | undefined;
  readonly uri: string;
  readonly hasVariables: boolean;
  readonly templates: TemplateContext;
}

/** What is alike for all targets of one pass; `actsOn` is the argument of the pass. */
export type PassStart = Pick<PassContext, "reading" | "scope" | "actsOn" | "kind" | "uri" | "hasVariables">;

/** `shared`: the target is one of several behind the same upstream, so what depends on the host depends on the endpoint. */
export function passContext(
  start: PassStart,
  target: PassTarget,
  shared: boolean,
  lookup: Lookup,
): PassContext {
  const { scheme } = target;
  const address = shared || target.kind === "unknown" ? undefined : target.address;
  const { reading, scope, actsOn, kind, hasVariables } = start;
  // where the whole URL is a variable, its value has the path
  const uri = start.uri === "" && target.kind === "value" ? target.address.uri : start.uri;
  const templates = {
    lookup,
    scope,
    prefix: reading.prefix,
    proxyHost: proxyHost(address, scheme),
    proxyPort: proxyPort(address, scheme),
    known: reading.templates,
  };
  return { reading, scope, actsOn, kind, scheme, address, uri, hasVariables, templates };
}

/**
 * `$proxy_host`: the host as written, with its port unless that is the scheme's own (ngx_http_proxy_set_vars). The gRPC
 * module knows no default port, so there it always stands.
 */
function proxyHost(address: Known | undefined, scheme: PassScheme): Template {
  if (address === undefined) return [{ kind: "endpoint-authority", raw: "$proxy_host" }];
  if (address.kind === "unix") return ["localhost"];
  if (address.port === undefined || address.port === scheme.defaultPort) return [address.host];
  return [`${address.host}:${address.portText}`];
}

function proxyPort(address: Known | undefined, scheme: PassScheme): string {
  const written = address?.kind === "host" ? address.portText : "";
  return written === "" ? String(scheme.defaultPort ?? "") : written;
}
