import type { Placeholder, Template } from "../model/forward.ts";

/** What a request would bring along; everything uhc can't know is undefined. */
export interface RequestFacts {
  readonly host: string;
  /** Nothing tells which host clients ask for. */
  readonly hostIsGuess: boolean;
  /** Path and query. */
  readonly uri: string;
  readonly scheme: "http" | "https";
  readonly clientAddress: string;
  /** The endpoint that is asked, as configured. */
  readonly endpointHost: string;
  readonly endpointPort: number | undefined;
  /** What the gateway speaks to the endpoint. */
  readonly endpointScheme: "http" | "https";
}

/** The text of a template for one request; undefined when a part is not known. */
export function fill(template: Template, facts: RequestFacts): string | undefined {
  let text = "";
  for (const part of template) {
    const value = typeof part === "string" ? part : textOf(part, facts);
    if (value === undefined) return undefined;
    text += value;
  }
  return text;
}

/** Whether the text follows a host name that uhc has only guessed. */
export function isGuess(template: Template, { hostIsGuess }: RequestFacts): boolean {
  return hostIsGuess && template.some((part) => typeof part !== "string" && part.kind === "request-host");
}

function textOf(part: Placeholder, facts: RequestFacts): string | undefined {
  const values = {
    "request-host": facts.host,
    "request-uri": facts.uri,
    "request-path": withIndex(facts.uri.replace(/\?.*$/s, ""), part.index),
    "request-query": facts.uri.includes("?") ? facts.uri.slice(facts.uri.indexOf("?")) : "",
    "request-arguments": facts.uri.replace(/^[^?]*\??/s, ""),
    "own-request": part.text,
    https: facts.scheme === "https" ? "on" : "",
    "endpoint-host": facts.endpointHost,
    "endpoint-authority": authority(facts),
    "endpoint-place": place(facts),
    scheme: facts.scheme,
    "client-address": facts.clientAddress,
    unknown: undefined,
  } satisfies Record<Placeholder["kind"], string | undefined>;
  return values[part.kind];
}

function withIndex(path: string, index: string | undefined): string {
  return index !== undefined && path.endsWith("/") ? path + index : path;
}

/** The port is left out where it is the scheme's own; an IPv6 address stands in brackets (RFC 3986 section 3.2.2). */
function authority(facts: RequestFacts): string {
  const isImplied = facts.endpointPort === (facts.endpointScheme === "https" ? 443 : 80);
  return isImplied ? bracketed(facts.endpointHost) : place(facts);
}

function place({ endpointHost, endpointPort }: RequestFacts): string {
  const host = bracketed(endpointHost);
  return endpointPort === undefined ? host : `${host}:${endpointPort}`;
}

function bracketed(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}
