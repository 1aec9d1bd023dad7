import type { OwnPurpose } from "../../../model/config.ts";
import { assumed } from "../../../model/source.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { dig, durationSetting, extensionConfig, get, list, typeName } from "../message.ts";
import { readForward } from "./forward.ts";
import type { RouteDraft, RouteSite } from "./routes.ts";

interface Helper {
  readonly purpose: OwnPurpose;
  readonly label: string;
  /** Ways to the message that names the cluster, gRPC first. */
  readonly grpc: readonly string[];
  readonly http?: readonly string[];
}

/** HTTP filters that ask a service of their own before or while the client's request is passed on. */
const HELPERS: ReadonlyMap<string, Helper> = new Map<string, Helper>([
  [
    "ExtAuthz",
    {
      purpose: "authorization",
      label: "authorization",
      grpc: ["grpc_service"],
      http: ["http_service", "server_uri"],
    },
  ],
  [
    "RateLimit",
    { purpose: "rate-limit", label: "rate limits", grpc: ["rate_limit_service", "grpc_service"] },
  ],
  ["ExternalProcessor", { purpose: "processing", label: "external processing", grpc: ["grpc_service"] }],
]);

/**
 * Without `timeout` a call to a service of its own ends after 200 ms (ext_authz.proto, ext_proc.proto). Calls for rate limits
 * end after 20 ms, or what their filter says (ratelimit.proto), which is not read: the longer limit accuses nobody falsely.
 */
const CALL_MS = 200;

/** The services that HTTP filters of a connection manager ask, as routes of their own: when they fail, requests do. */
export function readHelpers(manager: Value, site: RouteSite): readonly RouteDraft[] {
  return list(manager, "http_filters").flatMap((filter) => {
    const config = extensionConfig(filter);
    const helper = HELPERS.get(typeName(config));
    if (config === undefined || helper === undefined) return [];
    const grpc = dig(config, ...helper.grpc);
    const name = dig(grpc, "envoy_grpc", "cluster_name");
    if (name !== undefined) return [draftOf(helper, name, grpc, "grpc", site)];
    const http = helper.http === undefined ? undefined : dig(config, ...helper.http);
    const cluster = get(http, "cluster");
    return cluster === undefined ? [] : [draftOf(helper, cluster, http, "http", site)];
  });
}

function draftOf(
  { purpose, label }: Helper,
  name: Value,
  service: Value | undefined,
  protocol: "http" | "grpc",
  site: RouteSite,
): RouteDraft {
  const location = locationOf(name);
  const cluster = site.table.named(scalarText(name) ?? "", location, false);
  const forward = readForward(cluster, {
    reading: site.reading,
    protocol,
    host: assumed([scalarText(name) ?? ""], location),
    headers: [],
    path: assumed({ kind: "unchanged" }, location),
    timeouts: { readIdleMs: durationSetting(service, "timeout", CALL_MS, location), requestMs: undefined },
    retry: { on: assumed([], location), attempts: assumed(1, location), totalMs: assumed(0, location) },
    location,
  });
  return {
    label: `${label} of ${site.listener.id}`,
    listeners: [site.listener.id],
    hosts: [],
    match: { kind: "named", name: label },
    condition: undefined,
    purpose,
    forward,
    location,
  };
}
