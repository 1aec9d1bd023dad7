import { isNetwork } from "./addresses.ts";
import { type Complaint, complaint } from "./complaint.ts";
import { patternProblem } from "./patterns.ts";
import { variables } from "./variables.ts";

/** Judges the lines of one block in their order: the words of a line, its key first. */
export type BodyJudge = (line: readonly string[]) => Complaint | undefined;

/** Blocks of more lines than this are tables that a program wrote: their later lines are not held against each other. */
const MOST_COMPARED = 10_000;

function isAgain(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return true;
  if (seen.size < MOST_COMPARED) seen.add(key);
  return false;
}

/** ngx_http_map, ngx_stream_map. A backslash in front takes the meaning from a key that has one. */
function map(): BodyJudge {
  const seen = new Set<string>();
  return (line) => {
    const [key = "", value] = line;
    if (value === undefined && (key === "hostnames" || key === "volatile")) return undefined;
    if (value === undefined || line.length > 2) return complaint("invalid number of the map parameters");
    if (key === "include") return undefined;
    const isPattern = key.startsWith("~");
    const wrong = isPattern ? patternProblem(key.replace(/^~\*?/, "")) : undefined;
    if (wrong !== undefined) return complaint(wrong);
    if (!isPattern && isAgain(seen, key.toLowerCase()))
      return complaint(
        key === "default" ? "duplicate default map parameter" : `conflicting parameter "${key}"`,
      );
    const script = variables([value], "map", "http");
    return script && complaint(script.message, 1);
  };
}

/** ngx_http_geo, ngx_stream_geo. */
function geo(): BodyJudge {
  let hasRanges = false;
  let isFirst = true;
  return ([key = "", ...values]) => {
    const wasFirst = isFirst;
    isFirst = false;
    if (key === "ranges" && values.length === 0) {
      hasRanges = true;
      return wasFirst
        ? undefined
        : complaint('the "ranges" directive must be the first directive inside "geo" block');
    }
    if (key === "proxy_recursive" && values.length === 0) return undefined;
    if (values.length !== 1) return complaint("invalid number of the geo parameters");
    if (key === "include" || key === "default") return undefined;
    const isNamed = key === "proxy" || key === "delete";
    const network = isNamed ? (values[0] ?? "") : key;
    const isKnown = hasRanges && key !== "proxy" ? /^[\d.]+-[\d.]+$/.test(network) : isNetwork(network);
    const kind = hasRanges && key !== "proxy" ? "range" : "network";
    return isKnown ? undefined : complaint(`invalid ${kind} "${network}"`, isNamed ? 1 : 0);
  };
}

const PERCENT = /^(\d{1,3})(?:\.(\d{1,2}))?%$/;

/** ngx_http_split_clients: shares in hundredths of a percent, and `*` for the rest. */
function splitClients(): BodyJudge {
  let total = 0;
  return (line) => {
    const [key = ""] = line;
    if (line.length !== 2 || key === "*" || key === "include") return undefined;
    const [, whole = "", part = ""] = PERCENT.exec(key) ?? [];
    const share = Number(whole) * 100 + Number(part.padEnd(2, "0"));
    if (share === 0) return complaint(`invalid percent value "${key}"`);
    total += share;
    return total > 10_000 ? complaint("percent total is greater than 100%") : undefined;
  };
}

const JUDGES: ReadonlyMap<string, () => BodyJudge> = new Map([
  ["map", map],
  ["geo", geo],
  ["split_clients", splitClients],
]);

/** A judge for a block whose lines are no directives; undefined for one whose lines may be anything. */
export function bodyJudge(name: string): BodyJudge | undefined {
  return JUDGES.get(name)?.();
}
