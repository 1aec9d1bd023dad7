import { refuse } from "../reading.ts";
import type { Site } from "./context.ts";
import type { Server } from "./endpoint.ts";
import type { ProxySection } from "./proxy.ts";

/** `track` that leads nowhere, for which HAProxy does not start (srv_check_track, src/server.c). */
export function reportUntracked(proxy: ProxySection, site: Site): void {
  for (const server of site.servers.get(proxy.name) ?? []) {
    const followed = server.options.get("track");
    if (followed === undefined) continue;
    const problem = problemOf(followed.value, proxy, site);
    if (problem === undefined) continue;
    const message = `'server ${proxy.name}/${server.name}' : ${problem}`;
    refuse(site.reading, server.line, message, followed.index + 1, proxy.name);
  }
}

function problemOf(
  followed: string,
  own: ProxySection,
  { backends, servers, mayBePart }: Site,
): string | undefined {
  const slash = followed.indexOf("/");
  const backend = slash < 0 ? own.name : followed.slice(0, slash);
  const name = followed.slice(slash + 1);
  if (!backends.has(backend))
    return mayBePart ? undefined : `unable to find required proxy '${backend}' for tracking.`;
  const known = servers.get(backend) ?? [];
  const server = known.find((one) => one.name === name);
  // those of a template, and those without a place, are not looked through
  if (server === undefined)
    return known.every(isPlain) && known.length > 0
      ? `unable to find required server '${name}' for tracking.`
      : undefined;
  const { options } = server;
  return ["check", "agent-check", "track"].some((word) => options.has(word))
    ? undefined
    : `unable to use ${backend}/${name} for tracking as it does not have any check nor agent enabled.`;
}

function isPlain({ line }: Server): boolean {
  return line.keyword === "server";
}
