import type { LogStamp } from "../../model/log-grammar.ts";
import { parseJsonTree } from "../../text/json-tree.ts";
import { stampOfEpoch } from "../../text/log-stamp.ts";
import type { Value } from "../../text/tree.ts";

/** One line of Caddy's own, in whichever of its encodings (modules/logging/encoders.go). */
export interface CaddyLine {
  readonly stamp: LogStamp | undefined;
  readonly level: string;
  readonly logger: string;
  readonly message: string;
  /** The JSON of the fields; the whole line where it is JSON itself. */
  readonly json: string;
}

const LEVELS = "debug|info|warn|error|dpanic|panic|fatal";
/** `"level":"error","ts":1700000000.123,"logger":"http.log.error","msg":"…"`: zap writes these first, in this order. */
const JSON_HEAD = new RegExp(
  `^\\{"level":"(${LEVELS})","ts":("[^"]{1,60}"|[\\d.eE+]{1,30})(?:,"logger":"([^"]{1,200})")?(?:,"caller":"[^"]*")?,"msg":"((?:[^"\\\\]|\\\\.){0,4000})"`,
);
/** `2026/11/28 09:48:12.123<tab>ERROR<tab>http.log.error<tab>message<tab>{…}`, perhaps with colours for a terminal. */
const CONSOLE = new RegExp(
  `^(\\d{4}[/-]\\d\\d[/-]\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d\\S{0,12}|\\d{10}\\.\\d+)\\t(?:\\x1b\\[\\d+m)?(${LEVELS})(?:\\x1b\\[0m)?\\t(?:([\\w.-]{1,200})\\t)?([^\\t]{0,4000})(?:\\t(\\{.*))?$`,
  "is",
);

export function splitLine(text: string): CaddyLine | undefined {
  const json = JSON_HEAD.exec(text);
  if (json !== null) {
    const [, level = "", ts = "", logger = "", message = ""] = json;
    return { stamp: stampOf(ts.replaceAll('"', "")), level, logger, message: unescaped(message), json: text };
  }
  const [whole, ts = "", level = "", logger = "", message = "", fields = ""] = CONSOLE.exec(text) ?? [];
  return whole === undefined
    ? undefined
    : { stamp: stampOf(ts), level: level.toLowerCase(), logger, message, json: fields };
}

/** The fields as a tree; undefined where they are none. */
export function fieldsOf({ json }: CaddyLine): Value | undefined {
  if (!json.startsWith("{")) return undefined;
  const { tree, problem } = parseJsonTree("", json);
  return problem === undefined ? { tree, index: 0 } : undefined;
}

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  try {
    const value: unknown = JSON.parse(`"${text}"`);
    return typeof value === "string" ? value : text;
  } catch {
    return text;
  }
}

const WALL = /^(\d{4})[/-](\d\d)[/-](\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:(Z)|([+-])(\d\d):?(\d\d))?$/;

/** Seconds (also milli- and nanoseconds) since the epoch, or one of the formats of Go and RFC 3339. */
function stampOf(text: string): LogStamp | undefined {
  const wall = WALL.exec(text);
  if (wall !== null) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = wall.slice(1, 7).map(Number);
    const [, , , , , , , zulu, sign, hours = "0", minutes = "0"] = wall;
    const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
    const offsetMinutes = zulu === undefined && sign === undefined ? undefined : offset;
    return { year, month, day, hour, minute, second, offsetMinutes };
  }
  const number = Number(text);
  if (!(number > 1e8)) return undefined;
  const ms = number < 1e11 ? number * 1_000 : number < 1e14 ? number : number / 1e6;
  return stampOfEpoch(ms);
}
