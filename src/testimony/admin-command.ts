import { shellQuote } from "../model/evidence.ts";

/**
 * The command line that asks an admin surface, "http://127.0.0.1:9901/" or "unix:/run/envoy.sock", for a path and query
 * below it, "stats?filter=x"; "" asks for the place itself. A URL can't name a socket: curl takes it by an option.
 */
export function adminCommand(place: string, path: string): string {
  const [, socket, uri = "/"] = /^unix:([^:]+)(?::(.*))?$/.exec(place) ?? [];
  if (socket === undefined) return `curl -s ${shellQuote(below(place, path))}`;
  return `curl -s --unix-socket ${shellQuote(socket)} ${shellQuote(below(`http://localhost${uri}`, path))}`;
}

function below(place: string, path: string): string {
  return path === "" ? place : `${place.replace(/\/$/, "")}/${path}`;
}
