import { haproxy } from "../../../src/gateways/haproxy/index.ts";
import type { Gateway } from "../../../src/model/config.ts";
import { diskReader } from "../../../src/text/disk-reader.ts";
import { readerWith } from "../../../src/text/source-reader.ts";

/** A config as a text, read as HAProxy 2.6 would read it unless another version is named. */
export function gatewayOf(text: string | Uint8Array, version = "2.6.12"): Gateway {
  const content = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return haproxy.read({
    mainFile: "/etc/haproxy/haproxy.cfg",
    reader: readerWith(diskReader(undefined), "/etc/haproxy/haproxy.cfg", content),
    version,
    tlsLibrary: undefined,
    builtIn: undefined,
    onNote: undefined,
  });
}

const FRAME = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s
frontend web
    bind :8080
    default_backend api
backend api
`;

/** A whole config around the lines of one backend, which is called `api`. */
export function backendOf(lines: string, more = "", version?: string): Gateway {
  return gatewayOf(`${FRAME}${lines}\n${more}`, version);
}

/** The one upstream of a config. */
export function apiOf(gateway: Gateway) {
  const found = gateway.upstreams.find(({ name }) => name === "api");
  if (found === undefined) throw new Error("no backend is called api");
  return found;
}

/** Messages of what HAProxy would refuse, with their lines. */
export function refusals(gateway: Gateway): readonly string[] {
  return gateway.problems
    .filter(({ refusesConfig }) => refusesConfig)
    .map(({ message, location }) => `${location.line}: ${message}`);
}
