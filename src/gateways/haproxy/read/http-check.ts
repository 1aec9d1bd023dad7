import { boundedPattern } from "../../../model/bounded-pattern.ts";
import type { HeaderSetting, HttpVersion } from "../../../model/forward.ts";
import type { BodyRule, HeaderRule, StatusRange } from "../../../model/health-check.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { type Line, wordAt } from "../ast.ts";
import { expectWords } from "./expect-words.ts";
import { headerRule } from "./header-rule.ts";
import { formatTemplate } from "./sample.ts";

/** What the request of an HTTP check is put together from, the later words over the earlier ones. */
export interface CheckRequest {
  readonly method: Setting<string>;
  readonly path: Setting<string>;
  readonly version: Setting<HttpVersion>;
  readonly host: Setting<string> | undefined;
  readonly headers: readonly HeaderSetting[];
  readonly body: string;
  /** Its path is filled in while HAProxy runs, so that nobody knows it here. */
  readonly isOpen?: true;
}

/**
 * `option httpchk [<method>] <uri> [<version>]` with what `http-check send` adds: without any word OPTIONS / in HTTP/1.0 and
 * no Host. Headers may hide behind the version, as they had to before 2.2.
 */
export function checkRequest(option: Line, send: Line | undefined): CheckRequest {
  const start = fromOption(option);
  return send === undefined ? start : fromSend(send, start);
}

function fromOption(line: Line): CheckRequest {
  const at = wordAt(line, 1);
  const [first, second, third] = line.words.slice(2);
  const word = (index: number, text: string): Setting<string> => written(text, wordAt(line, index));
  const start = {
    method: assumed("OPTIONS", at),
    path: assumed("/", at),
    version: assumed("1.0" as const, at),
    host: undefined,
    headers: [],
    body: "",
  };
  if (first === undefined) return start;
  if (second === undefined) return { ...start, path: word(2, first) };
  const known = { ...start, method: word(2, first), path: word(3, second) };
  return third === undefined ? known : withVersion(known, third, wordAt(line, 4));
}

function withVersion(start: CheckRequest, text: string, at: Location): CheckRequest {
  const [head = "", ...body] = text.split("\r\n\r\n");
  const [version = "", ...lines] = head.split("\r\n");
  const headers = lines.flatMap((line): HeaderSetting[] => {
    const colon = line.indexOf(":");
    return colon < 1
      ? []
      : [{ name: line.slice(0, colon), value: [line.slice(colon + 1).trim()], location: at }];
  });
  return withHeaders(
    { ...start, version: written(versionOf(version), at), body: body.join("\r\n\r\n") },
    headers,
  );
}

/** HAProxy speaks HTTP/2 to a check only where `proto h2` or ALPN says so, whatever version stands here. */
function versionOf(text: string): HttpVersion {
  return /^HTTP\/1\.0$/i.test(text) || text === "" ? "1.0" : "1.1";
}

/** `http-check send [meth M] [uri U | uri-lf F] [ver V] [hdr N F]* [body B | body-lf F] [comment C]`. */
function fromSend(line: Line, start: CheckRequest): CheckRequest {
  let request = start;
  const headers: HeaderSetting[] = [];
  const { words } = line;
  for (let index = 2; index < words.length; index += 2) {
    const value = words[index + 1] ?? "";
    const at = wordAt(line, index + 1);
    const name = words[index];
    if (name === "meth") request = { ...request, method: written(value, at) };
    else if (name === "uri") request = { ...request, path: written(value, at) };
    else if (name === "uri-lf") request = { ...request, ...filledPath(value, at) };
    else if (name === "ver") request = { ...request, version: written(versionOf(value), at) };
    else if (name === "body" || name === "body-lf") request = { ...request, body: value };
    else if (name === "hdr") {
      headers.push({ name: value, value: formatTemplate(words[index + 2] ?? ""), location: at });
      index++;
    }
  }
  return withHeaders(request, headers);
}

/** A log-format string. */
function filledPath(text: string, at: Location): Partial<CheckRequest> {
  const [first = "/", ...more] = formatTemplate(text);
  return typeof first === "string" && more.length === 0
    ? { path: written(first, at) }
    : { path: assumed("/", at), isOpen: true };
}

function withHeaders(request: CheckRequest, added: readonly HeaderSetting[]): CheckRequest {
  const host = added.find(({ name }) => name.toLowerCase() === "host");
  const [text] = host?.value ?? [];
  const rest = added.filter((one) => one !== host);
  return {
    ...request,
    ...(host !== undefined && typeof text === "string" && { host: written(text, host.location) }),
    headers: [...request.headers, ...rest],
  };
}

export interface Expected {
  readonly status: Setting<readonly StatusRange[]>;
  readonly body: Setting<readonly string[]> | undefined;
  readonly rule: Setting<BodyRule> | undefined;
  readonly headers: readonly HeaderRule[];
  /** One of the rules is not followed, or stands beside another of its kind. */
  readonly isPartial: boolean;
}

const SUCCESS: readonly StatusRange[] = [{ from: 200, to: 399 }];
const ANY_STATUS: readonly StatusRange[] = [{ from: 100, to: 599 }];

/** What is wanted of an answer to a question that uhc does not know. */
export function anything(at: Location): Expected {
  return { status: assumed(ANY_STATUS, at), body: undefined, rule: undefined, headers: [], isPartial: true };
}

/** `http-check expect`: by default any 2xx or 3xx will do. A rule that uhc does not follow takes every answer. */
export function expected(lines: readonly Line[], at: Location): Expected {
  const all = lines.map(readExpect);
  const [first] = all;
  const [status, ...moreStatus] = all.flatMap((rule) => rule.status ?? []);
  const [body, ...moreBodies] = all.flatMap((rule) => rule.body ?? []);
  const [rule, ...moreRules] = all.flatMap((one) => one.rule ?? []);
  return {
    status: status ?? (first === undefined ? assumed(SUCCESS, at) : written(ANY_STATUS, first.at)),
    body,
    rule,
    headers: all.flatMap(({ header }) => header ?? []),
    isPartial:
      moreStatus.length + moreBodies.length + moreRules.length > 0 || all.some((one) => isOpenRule(one)),
  };
}

interface Rule {
  readonly status?: Setting<readonly StatusRange[]>;
  readonly body?: Setting<readonly string[]>;
  readonly rule?: Setting<BodyRule>;
  readonly header?: HeaderRule;
  readonly at: Location;
}

/** Nothing is known of it but where it stands. */
function isOpenRule({ status, body, rule, header }: Rule): boolean {
  if (rule?.value.kind === "pattern" && boundedPattern(rule.value.text, 1_024) === undefined) return true;
  return status === undefined && body === undefined && rule === undefined && header === undefined;
}

function readExpect(line: Line): Rule {
  const { kind, isNegated, pattern: text, index } = expectWords(line);
  const at = wordAt(line, index);
  const isGood = (matches: (status: number) => boolean): Rule => ({
    status: written(
      rangesWhere((status) => matches(status) !== isNegated),
      at,
    ),
    at,
  });
  if (kind === "status" && !isNegated) return { status: written(rangesIn(text), at), at };
  if (kind === "status") {
    const ranges = rangesIn(text);
    return isGood((status) => ranges.some(({ from, to }) => status >= from && status <= to));
  }
  if (kind === "rstatus") {
    const pattern = safePattern(text);
    return pattern === undefined ? { at } : isGood((status) => pattern.test(String(status)));
  }
  if (kind === "string" && !isNegated) return { body: written([text], at), at };
  if (kind === "string") return { rule: written({ kind: "text", text, isNegated }, at), at };
  if (kind === "rstring") return { rule: written({ kind: "pattern", text, isNegated }, at), at };
  const header = kind === "hdr" || kind === "fhdr" ? headerRule(line, index, isNegated) : undefined;
  return header === undefined ? { at } : { header, at };
}

/** "200,201,300-310". */
function rangesIn(text: string): readonly StatusRange[] {
  return text.split(",").map((part) => {
    const [from = 0, to = from] = part.split("-").map(Number);
    return { from, to };
  });
}

/** Only what can't take long: a status has three letters. */
function safePattern(text: string): RegExp | undefined {
  try {
    return text.length > 200 ? undefined : new RegExp(text);
  } catch {
    return undefined;
  }
}

/** The statuses from 100 to 599 for which it holds, as ranges. */
function rangesWhere(holds: (status: number) => boolean): readonly StatusRange[] {
  const ranges: StatusRange[] = [];
  for (let status = 100; status <= 599; status++) {
    if (!holds(status)) continue;
    const last = ranges.at(-1);
    if (last?.to === status - 1) ranges[ranges.length - 1] = { from: last.from, to: status };
    else ranges.push({ from: status, to: status });
  }
  return ranges;
}
