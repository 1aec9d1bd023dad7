import { mapStrings, remembered } from "./map-strings.ts";
import {
  MAY_HOLD_SECRET,
  SECRET_COMMAND,
  SECRET_FIELD,
  SECRET_HEADER,
  SECRET_SCHEME,
  SECRET_TOKEN,
  SECRET_WORD,
} from "./secret-patterns.ts";

/** What stands in the place of a secret. */
const REDACTED = "[redacted]";

/**
 * The text without its secrets: credentials in URLs, values of headers that carry credentials, API keys and tokens by
 * their known shapes, private keys, and the values of password-like names in queries, settings and JSON. Takes time in
 * proportion to the text, and doing it twice changes nothing more.
 */
export function redactText(text: string): string {
  if (text.length < 6 || !MAY_HOLD_SECRET.test(text)) return text;
  let clean = withoutPrivateKeys(text);
  clean = withoutUrlCredentials(clean);
  clean = clean.replace(SECRET_TOKEN, REDACTED);
  clean = withoutHeaderValues(clean);
  clean = clean.replace(SECRET_SCHEME, `$1 ${REDACTED}`);
  clean = clean.replace(SECRET_COMMAND, `$1${REDACTED}`);
  clean = withoutNamedValues(clean);
  return withoutOptionValues(clean);
}

/**
 * A copy of a value in which no string holds a secret. Headers are known by their names, whether they come as
 * `[name, value]` or as `{ name, value }`, and so are fields. What is left of a string goes through `then`.
 */
export function redactValue<T>(value: T, then: (text: string) => string = (text) => text): T {
  const redact = remembered((text) => then(redactText(text)));
  return mapStrings(
    value,
    (text, field) => (SECRET_FIELD.test(field) ? REDACTED : redact(text)),
    (part) => (isPair(part) ? redactPair(part) : redactNamed(part)),
  );
}

function isPair(part: unknown): part is readonly [string, string] {
  return Array.isArray(part) && part.length === 2 && part.every((one) => typeof one === "string");
}

function redactPair([name, content]: readonly [string, string]): readonly [string, string] {
  return [name, SECRET_HEADER.test(name) ? REDACTED : content];
}

/** Placeholders in a template are the gateway's variables, which are no secrets. */
function redactNamed(part: object): object {
  if (!("name" in part) || !("value" in part)) return part;
  if (typeof part.name !== "string" || !SECRET_HEADER.test(part.name)) return part;
  if (typeof part.value === "string") return { ...part, value: REDACTED };
  if (!Array.isArray(part.value)) return part;
  return { ...part, value: part.value.map((piece) => (typeof piece === "string" ? hidden(piece) : piece)) };
}

const KEY_BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/g;
const KEY_END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----/g;

/** A key block whose end is cut off takes the rest of the text with it. */
function withoutPrivateKeys(text: string): string {
  let clean = "";
  let from = 0;
  KEY_BEGIN.lastIndex = 0;
  for (let begin = KEY_BEGIN.exec(text); begin !== null; begin = KEY_BEGIN.exec(text)) {
    KEY_END.lastIndex = KEY_BEGIN.lastIndex;
    const end = KEY_END.exec(text);
    clean += text.slice(from, begin.index) + REDACTED;
    from = end === null ? text.length : KEY_END.lastIndex;
    KEY_BEGIN.lastIndex = from;
  }
  return clean + text.slice(from);
}

/**
 * RFC 3986 section 3.2.1: user information ends at the last `@` before the path. Gateways also quote a URL without its
 * scheme (nginx: `invalid port in upstream "user:password@host"`); there the colon tells it from a mail address.
 */
function withoutUrlCredentials(text: string): string {
  return text
    .replace(/:\/\/[^\s/?#"'<>]*@/g, `://${REDACTED}@`)
    .replace(/(?<![^\s"'`(=])[\w.%+~-]{1,128}:[^\s/?#"'<>@]{1,256}@(?!sha256:)(?=[\w[])/g, `${REDACTED}@`);
}

/** `Name: value`, `"Name": "value"`, and directives that set a header: `proxy_set_header Name value`. */
const HEADER =
  /(["'])?((?:_header|_param|-header)\s{1,8}["']?)?\b(?:proxy-authorization|authorization|set-cookie2?|cookie|(?:[a-z0-9]{1,16}-){1,4}(?:api-?key|token|secret|signature)|api-?key)\b(\\?["']?\s{0,4}[:=]\s{0,4}|\\?["']?\s{1,8})/gi;

function withoutHeaderValues(text: string): string {
  let clean = "";
  let from = 0;
  HEADER.lastIndex = 0;
  for (let match = HEADER.exec(text); match !== null; match = HEADER.exec(text)) {
    const [found, quote, directive, separator = ""] = match;
    // A header's name in a sentence is no header: a value follows a colon, a directive, or nothing at all.
    if (directive === undefined && !/[:=]/.test(separator)) continue;
    const start = match.index + found.length;
    const end = valueEnd(
      text,
      start,
      separator.includes('"') || separator.includes("'") ? undefined : quote,
      directive,
    );
    clean += text.slice(from, start) + hidden(text.slice(start, end));
    from = end;
    HEADER.lastIndex = Math.max(end, start);
  }
  return clean + text.slice(from);
}

/** A value that is only a variable of the gateway is no secret, and says a lot. */
const VARIABLE = /^\$\{?\w+\}?;?$/;

const SCHEME = /^(?:basic|bearer|token|apikey|negotiate)\s+(?=\S)/i;

/** Where the value that begins at `start` ends: at its own quote, at the quote around the header, or with the line. */
function valueEnd(
  text: string,
  start: number,
  around: string | undefined,
  directive: string | undefined,
): number {
  const opening = /\\?["']/y;
  opening.lastIndex = start;
  const own = opening.exec(text)?.[0];
  if (own !== undefined) return firstOf(text, start + own.length, own.slice(-1));
  const stop = around ?? (directive === undefined ? "\n" : ";");
  const end = firstOf(text, start, stop);
  const scheme = around === undefined ? SCHEME.exec(text.slice(start, Math.min(end, start + 40))) : null;
  if (scheme === null) return end;
  const token = /[^\s;,"']*/y;
  token.lastIndex = start + scheme[0].length;
  token.exec(text);
  return Math.max(token.lastIndex, start);
}

function firstOf(text: string, from: number, stop: string): number {
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === stop || character === "\n" || character === "\r") return at;
  }
  return text.length;
}

/** Keeps quotes and the name of the scheme. */
function hidden(value: string): string {
  const quote = /^\\?["']/.exec(value)?.[0] ?? "";
  const content = value.slice(quote.length);
  if (content.trim() === "" || VARIABLE.test(content.trim())) return value;
  if (/^(?:basic|bearer|token)\s*$/i.test(content)) return value;
  return `${quote}${SCHEME.exec(content)?.[0] ?? ""}${REDACTED}`;
}

function withoutNamedValues(text: string): string {
  return text.replace(SECRET_WORD, (found, name: string, double, single, bare, at: number, whole: string) => {
    const value: string = double ?? single ?? bare ?? "";
    if (value === "" || VARIABLE.test(value)) return found;
    // The line number behind a file that is named so: "/run/secrets/token:14".
    if (
      name.endsWith(":") &&
      /^\d{1,6}$/.test(value) &&
      /\/[\w.-]*$/.test(whole.slice(Math.max(0, at - 64), at))
    )
      return found;
    if (double !== undefined) return `${name}"${REDACTED}"`;
    return single !== undefined ? `${name}'${REDACTED}'` : `${name}${REDACTED}`;
  });
}

/**
 * `curl -u name:password`, `--password hunter2`. A name alone is no credential: `journalctl -u api`, `sudo -u www-data`,
 * `systemctl --user status api`, and curl itself asks for a password that is not there.
 */
function withoutOptionValues(text: string): string {
  return text.replace(
    /(?<=^|\s)((?:-u\s?|--(?:proxy-)?user[ =])(?=[^\s:]*:)|--(?:password|token|secret|api-key|oauth2-bearer)[ =])(?![-\s]|\[redacted\])\S+/g,
    `$1${REDACTED}`,
  );
}
