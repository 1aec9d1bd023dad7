import type { Forward, HeaderSetting, Template } from "../../../model/forward.ts";
import { assumed, type Setting, written } from "../../../model/source.ts";
import type { Directive } from "../ast.ts";
import { nearest, own, type Scope } from "../context.ts";
import { isAtLeast } from "../version.ts";
import type { PassContext } from "./pass-context.ts";
import { proxyHost } from "./proxy-host.ts";
import { toTemplate } from "./template.ts";

/** The Host header that the service receives, and the others besides the client's own. */
export function readHeaders(context: PassContext): Pick<Forward, "host" | "headers"> {
  const { names } = context.kind;
  if (setsHeaders(context)) return httpHeaders(context, nearest(context.scope, names.setHeader));
  // FastCGI and its kin pass the client's headers on as parameters, HTTP_HOST among them; memcached knows none
  const lines = nearest(context.scope, names.param);
  return { host: passedHost(context, lines), headers: parameters(context, lines) };
}

function setsHeaders({ kind: { protocol } }: PassContext): boolean {
  return protocol === "http" || protocol === "grpc";
}

function headerName(line: Directive): string | undefined {
  return line.word(0)?.text.toLowerCase();
}

function httpHeaders(context: PassContext, lines: readonly Directive[]): Pick<Forward, "host" | "headers"> {
  const headers: HeaderSetting[] = [];
  let host: Directive | undefined;
  let closes = context.kind.protocol === "http" && !isAtLeast(context.reading.version, "1.29.7");
  for (const line of lines) {
    const name = headerName(line);
    closes &&= name !== "connection";
    if (name !== "host") pushHeader(headers, context, line);
    else host ??= line;
  }
  // until 1.29.7, nginx asked for a connection that is used once, unless the config said otherwise
  if (closes) headers.push({ name: "Connection", value: CLOSE, location: context.actsOn });
  return { host: hostHeader(context, host), headers };
}

/** What an outer block sets and this one, with a list of its own, no longer sends (ngx_http_proxy_merge_loc_conf). */
export function readLostHeaders(context: PassContext): Forward["lostHeaders"] {
  if (!setsHeaders(context)) return undefined;
  const name = context.kind.names.setHeader;
  let scope: Scope | undefined = context.scope;
  while (scope !== undefined && own(scope, name).length === 0) scope = scope.parent;
  const outer = scope?.parent === undefined ? [] : nearest(scope.parent, name);
  if (scope === undefined || outer.length === 0) return undefined;
  const kept = new Set(own(scope, name).map(headerName));
  const lost: HeaderSetting[] = [];
  for (const line of outer) if (!kept.has(headerName(line))) pushHeader(lost, context, line);
  return lost.length === 0 ? undefined : lost;
}

const CLOSE: Template = ["close"];

/** The name as written in the pass, or `*_set_header Host`. */
function hostHeader(context: PassContext, line: Directive | undefined): Setting<Template> {
  const word = line?.word(1);
  if (word === undefined) return assumed(proxyHost(context), context.actsOn);
  const value = toTemplate(word.text, context);
  // since 1.31.4 an empty value no longer removes the header (ngx_http_proxy_create_request)
  const fallsBack = value.length === 0 && isAtLeast(context.reading.version, "1.31.4");
  return written(fallsBack ? proxyHost(context) : value, word.location);
}

/** The client's Host, unless a parameter takes its place. */
function passedHost(context: PassContext, lines: readonly Directive[]): Setting<Template> {
  const value = lines.findLast((line) => line.word(0)?.text === "HTTP_HOST")?.word(1);
  if (value === undefined) return assumed([{ kind: "request-host", raw: "$http_host" }], context.actsOn);
  return written(toTemplate(value.text, context), value.location);
}

/** HTTP_* with an empty text only hides the client's header (ngx_http_fastcgi_init_params). */
function parameters(context: PassContext, lines: readonly Directive[]): readonly HeaderSetting[] {
  const all: HeaderSetting[] = [];
  for (const line of lines) {
    const [name, value, flag] = line.words;
    if (name?.text === "HTTP_HOST" || (name?.text.startsWith("HTTP_") && value?.text === "")) continue;
    pushHeader(all, context, line, flag?.text === "if_not_empty");
  }
  return all;
}

function pushHeader(
  headers: HeaderSetting[],
  context: PassContext,
  line: Directive,
  onlyIfNotEmpty = false,
): void {
  const [name, value] = line.words;
  if (name === undefined || value === undefined) return;
  const header = {
    name: name.text,
    value: toTemplate(value.text, context),
    location: value.location,
  };
  headers.push(onlyIfNotEmpty ? { ...header, onlyIfNotEmpty } : header);
}
