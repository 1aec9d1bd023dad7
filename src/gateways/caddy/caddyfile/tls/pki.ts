import { boolean, copyOf, type JsonMap, map, putAlways } from "../json.ts";
import type { Site } from "../pairings.ts";
import type { Run } from "../run.ts";
import type { Token } from "../token.ts";

/** The authorities that Caddy runs itself (`buildPKIApp`, httpcaddyfile/pkiapp.go); undefined where none is set. */
export function makePkiApp(sites: readonly Site[], { options }: Run, at: Token): JsonMap | undefined {
  const { skipsInstallTrust, autoHttps } = options;
  const all = copyOf(options.authorities);
  for (const { values } of sites)
    for (const value of values)
      if (value.kind === "authority" && !all.fields.has(value.name))
        putAlways(all, value.name, value.authority);
  const isOff = autoHttps.some(({ text }) => text === "off");
  if (all.fields.size === 0 && skipsInstallTrust !== undefined && !isOff)
    putAlways(all, "local", map(skipsInstallTrust));
  if (skipsInstallTrust !== undefined)
    for (const authority of all.fields.values())
      if (authority.kind === "map") putAlways(authority, "install_trust", boolean(skipsInstallTrust, false));
  return all.fields.size === 0 ? undefined : map(at, { certificate_authorities: all });
}
