import type { Asked, LogLine, LogReader } from "../../model/log-grammar.ts";
import type { AskedPlace } from "../../model/request.ts";

/**
 * A reader whose lines say who was asked, where they name the client's request alone. A request that several upstreams may
 * have got stays without one.
 */
export function attributing(reader: LogReader, places: readonly AskedPlace[]): LogReader {
  return {
    ...reader,
    open: (line) => {
      const opened = reader.open(line);
      return opened && { ...opened, said: () => opened.said().map((one) => attributed(one, places)) };
    },
  };
}

function attributed({ asked, ...line }: LogLine, places: readonly AskedPlace[]): LogLine {
  if (asked === undefined || line.peer !== undefined || line.upstream !== undefined) return line;
  const found = placesOf(asked, places);
  const [first] = found;
  if (first === undefined || found.some(({ upstream }) => upstream !== first.upstream)) return line;
  // the line says that nobody was chosen
  const peer = line.event === "no-live-upstreams" ? undefined : first.peer;
  return { ...line, upstream: first.upstream, peer };
}

/** The places that may have got a request: those with a condition, up to the first one without. */
function placesOf(asked: Asked, places: readonly AskedPlace[]): readonly AskedPlace[] {
  const found: AskedPlace[] = [];
  for (const place of places) {
    if (!mayTake(place, asked)) continue;
    found.push(place);
    if (!place.isConditional) break;
  }
  return found;
}

function mayTake({ hosts, match }: AskedPlace, { host, path }: Asked): boolean {
  if (hosts.length > 0 && !hosts.some((pattern) => fitsHost(host, pattern))) return false;
  switch (match.kind) {
    case "exact":
      return path === match.path;
    case "prefix":
      return path.startsWith(match.path);
    case "regex":
    case "named":
      return true;
    case "connection":
      return false;
  }
}

function fitsHost(host: string, pattern: string): boolean {
  // what stands for a part of it is known to the gateway alone
  if (host === pattern || pattern.includes("{")) return true;
  if (!pattern.includes("*")) return false;
  const [own, other] = [host.split("."), pattern.split(".")];
  return (
    own.length === other.length && own.every((label, index) => [label, "*"].includes(other[index] ?? ""))
  );
}
