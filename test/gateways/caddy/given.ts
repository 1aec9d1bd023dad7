import { caddy } from "../../../src/gateways/caddy/index.ts";
import type { Gateway } from "../../../src/model/config.ts";
import { diskReader } from "../../../src/text/disk-reader.ts";
import { readerWith } from "../../../src/text/source-reader.ts";

const FILE = "/etc/caddy/caddy.json";

/** A config as a text, read as Caddy 2.6.2 would read it unless another version, or none, is named. */
export function gatewayOf(
  text: string | Uint8Array,
  version: string | undefined = "2.6.2",
  onNote?: (note: string) => void,
  environment?: ReadonlyMap<string, string>,
): Gateway {
  const content = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return caddy.read({
    mainFile: FILE,
    reader: readerWith(diskReader(undefined), FILE, content),
    version,
    tlsLibrary: undefined,
    builtIn: undefined,
    environment,
    onNote,
  });
}

/** A config whose one server, on port 8080, has these routes. */
export function routesOf(
  routes: readonly unknown[],
  version?: string,
  onNote?: (note: string) => void,
  environment?: ReadonlyMap<string, string>,
): Gateway {
  const servers = { web: { listen: [":8080"], routes } };
  return gatewayOf(JSON.stringify({ apps: { http: { servers } } }, null, 1), version, onNote, environment);
}

/** A config whose one route leads to this `reverse_proxy`. */
export function proxyOf(
  fields: Readonly<Record<string, unknown>>,
  version?: string,
  environment?: ReadonlyMap<string, string>,
): Gateway {
  const proxy = { handler: "reverse_proxy", upstreams: [{ dial: "10.0.0.5:8080" }], ...fields };
  return routesOf([{ handle: [proxy] }], version, undefined, environment);
}

/** A version that is known to nobody: the newest is meant. */
export const NEWEST = "2.99.0";

export function firstRoute(gateway: Gateway) {
  const [route] = gateway.routes;
  if (route === undefined) throw new Error("the config has no route");
  return route;
}

export function firstUpstream(gateway: Gateway) {
  const [upstream] = gateway.upstreams;
  if (upstream === undefined) throw new Error("the config has no upstream");
  return upstream;
}
