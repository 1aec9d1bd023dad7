import type { AdminPlace } from "./admin.ts";
import type { Gateway } from "./config.ts";
import { isLoopback } from "./loopback.ts";

/** Hosts that stand for loopback: a server that listens on a name takes its first address, the one of IPv4. */
const HERE: ReadonlyMap<string, string> = new Map([
  ["0.0.0.0", "127.0.0.1"],
  ["::", "::1"],
  ["localhost", "127.0.0.1"],
]);

/** The admin surface that a config names, where it is on this host; undefined for any other. */
export function ownAdminPlace({ admin }: Pick<Gateway, "admin">): AdminPlace | undefined {
  if (admin === undefined) return undefined;
  const target = admin.value;
  const plain = { path: "/", hasTls: false, trust: { kind: "system" }, authorization: undefined } as const;
  if (target.kind === "unix") return { ...plain, text: `unix:${target.path}`, target, host: "localhost" };
  const host = HERE.get(target.host) ?? target.host;
  if (!isLoopback(host)) return undefined;
  const authority = host.includes(":") ? `[${host}]:${target.port}` : `${host}:${target.port}`;
  return {
    ...plain,
    text: `http://${authority}/`,
    target: { ...target, host, isAddress: true },
    host: authority,
  };
}
