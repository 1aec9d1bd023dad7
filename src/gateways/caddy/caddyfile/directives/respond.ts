import type { Dispenser } from "../dispenser.ts";
import { wholeNumber } from "../go-values.ts";
import { boolean, type Json, type JsonMap, list, map, put, putAlways, text } from "../json.ts";
import type { Handler } from "../run.ts";
import { statusCode } from "../scalar.ts";
import { readBlock, type Subdirective, unrecognizedQuoted } from "../subdirectives.ts";
import type { Token } from "../token.ts";
import { handler } from "./handler.ts";

/** One word is a status if it is a number of three digits, else the text; two are text and status. */
function textAndStatus(d: Dispenser, into: JsonMap, key: string): void {
  const [first, second, ...more] = d.remaining();
  if (first === undefined || more.length > 0) return void d.wrongCount();
  const isStatus = first.text.length === 3 && (wholeNumber(first.text) ?? 0) > 0;
  if (second === undefined && isStatus) {
    putAlways(into, "status_code", statusCode(first));
    return;
  }
  put(into, key, text(first, first.text));
  if (second !== undefined) put(into, "status_code", statusCode(second));
}

/** A line of exactly one word, which may be given once. */
function onlyOnce(key: string, name: string): Subdirective {
  return (d, into) => {
    if (into.fields.has(key)) d.refuse(`${name} already specified`);
    const value = d.argument();
    if (d.nextArg()) d.wrongCount();
    put(into, key, text(value, value.text));
  };
}

const close: Subdirective = (d, into) => {
  if (into.fields.has("close")) d.refuse("close already specified");
  put(into, "close", boolean(d.token(), true));
};

export const respond: Handler = (d, helper) => {
  d.next();
  const made = handler(d.token(), "static_response");
  textAndStatus(d, made, "body");
  readBlock(d, made, helper, { body: onlyOnce("body", "body"), close }, unrecognizedQuoted("subdirective"));
  return made;
};

export const error: Handler = (d, helper) => {
  d.next();
  const made = handler(d.token(), "error");
  textAndStatus(d, made, "error");
  const message = onlyOnce("error", "message");
  readBlock(d, made, helper, { message }, unrecognizedQuoted("subdirective"));
  return made;
};

export const abort: Handler = (d) => {
  d.next();
  const at = d.token();
  if (d.next()) d.wrongCount();
  return handler(at, "static_response", { abort: boolean(at, true) });
};

/** `redir to [code]` (httpcaddyfile/builtins.go) */
export const redir: Handler = (d, { run }) => {
  d.next();
  const at = d.token();
  const to = d.argument();
  const code = d.nextArg() ? d.token() : undefined;
  const made = handler(at, "static_response");
  if (code?.text === "html") {
    putAlways(
      made,
      "status_code",
      run.since("2.6.0") ? statusCode({ ...code, text: "200" }) : text(code, ""),
    );
    putAlways(made, "headers", oneHeader(to, "Content-Type", "text/html; charset=utf-8"));
    put(made, "body", text(to, redirectPage(to.text)));
    return made;
  }
  putAlways(made, "headers", oneHeader(to, "Location", to.text));
  putAlways(made, "status_code", statusCode(redirectCode(d, code ?? { ...at, text: "" })));
  return made;
};

function oneHeader(at: Token, name: string, value: string): Json {
  return map(at, { [name]: list(at, [text(at, value)]) });
}

function redirectCode(d: Dispenser, code: Token): Token {
  if (code.text === "permanent") return { ...code, text: "301" };
  if (code.text === "temporary" || code.text === "") return { ...code, text: "302" };
  if (code.text.startsWith("{")) return code;
  const value =
    wholeNumber(code.text) ??
    d.refuse(`Not a supported redir code type or not valid integer: '${code.text}'`);
  if (value < 300 || (value > 399 && value !== 401))
    d.refuse(`Redir code not in the 3xx range or 401: '${value}'`);
  return code;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "'": "&#39;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
};

/** The page that Caddy sends for `redir … html`. */
function redirectPage(to: string): string {
  const safe = to.replace(/[&'<>"]/g, (char) => ENTITIES[char] ?? char);
  return `<!DOCTYPE html>
<html>
	<head>
		<title>Redirecting...</title>
		<script>window.location.replace("${safe}");</script>
		<meta http-equiv="refresh" content="0; URL='${safe}'">
	</head>
	<body>Redirecting to <a href="${safe}">${safe}</a>...</body>
</html>
`;
}
