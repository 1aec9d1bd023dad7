import { readNginx } from "../../../src/gateways/nginx/read.ts";
import type { Gateway, Route, Upstream } from "../../../src/model/config.ts";
import type { Template } from "../../../src/model/forward.ts";
import type { BuiltIn } from "../../../src/model/gateway-program.ts";

export const FILE = "/etc/nginx/nginx.conf";

const NOTHING_BUILT_IN = {
  prefix: undefined,
  configFile: undefined,
  errorLog: undefined,
  accessLog: undefined,
  pidFile: undefined,
};

/** Reads a text as if it were the main file of an nginx of that version. */
export function readText(
  text: string,
  version: string | undefined = "1.22.1",
  builtIn?: Partial<BuiltIn>,
): Gateway {
  const content = new TextEncoder().encode(text);
  return readNginx({
    mainFile: FILE,
    reader: {
      read: (path) =>
        path === FILE
          ? content
          : { kind: "missing", errno: "2: No such file or directory", message: `no ${path}` },
      find: () => [],
      knowsAllFiles: true,
    },
    version,
    tlsLibrary: undefined,
    builtIn: builtIn && { ...NOTHING_BUILT_IN, ...builtIn },
    onNote: undefined,
  });
}

/** The same for an nginx of which nothing is known, under another name where one is given. */
export function readOfAnyVersion(text: string, mainFile = FILE): Gateway {
  const content = new TextEncoder().encode(text);
  return readNginx({
    mainFile,
    reader: { read: () => content, find: () => [], knowsAllFiles: true },
    version: undefined,
    tlsLibrary: undefined,
    builtIn: undefined,
    onNote: undefined,
  });
}

/** The same for what stands in `http {}`. */
export function readHttpText(text: string, version?: string): Gateway {
  return readText(`events {}\nhttp {\n${text}\n}\n`, version);
}

/** The same for what stands in `stream {}`. */
export function readStreamText(text: string, version?: string): Gateway {
  return readText(`events {}\nstream {\n${text}\n}\n`, version);
}

/** The same for the body of one location, `location /`. */
export function readLocationText(text: string, version?: string): Gateway {
  return readHttpText(`server { listen 80; server_name a.example; location / {\n${text}\n} }`, version);
}

export function onlyRoute(gateway: Gateway): Route {
  const [route, other] = gateway.routes;
  if (route === undefined || other !== undefined) throw new Error(`${gateway.routes.length} routes`);
  return route;
}

export function upstreamNamed(gateway: Gateway, name: string): Upstream {
  const upstream = gateway.upstreams.find((one) => one.name === name);
  if (upstream === undefined)
    throw new Error(`no ${name} in ${gateway.upstreams.map((one) => one.name).join(", ")}`);
  return upstream;
}

/** A template as the config writes it. */
export function shown(template: Template): string {
  return template.map((part) => (typeof part === "string" ? part : part.raw)).join("");
}
