import type { BuiltIn } from "../gateways/gateway.ts";
import { nginxBuild } from "../probes/discover/build.ts";

/** What the gateway's own program says about itself. */
export interface ProgramFacts {
  readonly version: string | undefined;
  readonly tlsLibrary: string | undefined;
  readonly builtIn: BuiltIn;
}

/** Asks the program at `binary`, else the one installed on this host; undefined where there is none to ask. */
export async function programFacts(binary: string | undefined): Promise<ProgramFacts | undefined> {
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
