import type { Site } from "./context.ts";
import type { Server, Tracked } from "./endpoint.ts";
import type { ProxySection } from "./proxy.ts";

/** A server that has no check of its own, and goes by what another one's check says: `track [<backend>/]<server>`. */
export function tracking(server: Server, proxy: ProxySection, site: Site): Server {
  const followed = server.options.get("track")?.value;
  if (followed === undefined) return server;
  return { ...server, tracked: () => trackedBy(followed, proxy, site) };
}

/** Known when all backends are read. */
function trackedBy(followed: string, own: ProxySection, { backends, servers }: Site): Tracked | undefined {
  const slash = followed.indexOf("/");
  const backend = slash < 0 ? own.name : followed.slice(0, slash);
  const name = followed.slice(slash + 1);
  const proxy = backends.get(backend);
  const server = servers.get(backend)?.find((one) => one.name === name && one.options.has("check"));
  return proxy === undefined || server === undefined ? undefined : { proxy, server };
}
