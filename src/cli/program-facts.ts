import type { BuiltIn } from "../gateways/gateway.ts";
import type { GatewayKind } from "../model/config.ts";
import { nginxBuild } from "../probes/discover/build.ts";
import { caddyVersion } from "../probes/discover/caddy-version.ts";

/** What the gateway's own program says about itself. */
export interface ProgramFacts {
  readonly version: string | undefined;
  readonly tlsLibrary: string | undefined;
  readonly builtIn: BuiltIn | undefined;
}

/** Asks the program at `binary`, else the one installed on this host; undefined where there is none to ask, or it tells nothing. */
export async function programFacts(
  kind: GatewayKind,
  binary: string | undefined,
): Promise<ProgramFacts | undefined> {
  if (kind === "nginx") return nginxFacts(binary);
  const version = kind === "caddy" ? await caddyVersion(binary, process.env.PATH ?? "") : undefined;
  return version === undefined ? undefined : { version, tlsLibrary: undefined, builtIn: undefined };
}

async function nginxFacts(binary: string | undefined): Promise<ProgramFacts | undefined> {
  const build = await nginxBuild(binary, process.env.PATH ?? "");
  if (build === undefined) return undefined;
  const { prefix, errorLogPath, accessLogPath, pidPath, flavour, modules } = build;
  const isPlain =
    flavour === "nginx" && modules.every((module) => /^(?:http|stream|mail)(?:_|$)/.test(module));
  const folder = prefix === undefined || prefix.endsWith("/") ? prefix : `${prefix}/`;
  return {
    version: build.version,
    tlsLibrary: build.tlsLibrary,
    builtIn: { prefix: folder, errorLog: errorLogPath, accessLog: accessLogPath, pidFile: pidPath, isPlain },
  };
}
