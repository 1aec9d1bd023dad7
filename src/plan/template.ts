import type { Placeholder, Template } from "../model/forward.ts";

/** What a request would bring along; everything uhc can't know is undefined. */
export interface RequestFacts {
  readonly host: string;
  /** Path and query. */
  readonly uri: string;
  readonly scheme: "http" | "https";
  readonly clientAddress: string;
  /** The endpoint that is asked, as configured. */
  readonly endpointHost: string;
  readonly endpointPort: number | undefined;
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

function textOf(part: Placeholder, facts: RequestFacts): string | undefined {
  const values = {
    "request-host": facts.host,
    "request-uri": facts.uri,
    "request-path": facts.uri.replace(/\?.*$/s, ""),
    "request-query": facts.uri.includes("?") ? facts.uri.slice(facts.uri.indexOf("?")) : "",
    "endpoint-host": facts.endpointHost,
    "endpoint-authority": authority(facts),
    scheme: facts.scheme,
    "client-address": facts.clientAddress,
    unknown: undefined,
  } satisfies Record<Placeholder["kind"], string | undefined>;
  return values[part.kind];
}

/** The port is left out where the scheme implies it. */
function authority({ endpointHost, endpointPort }: RequestFacts): string {
  const isImplied = endpointPort === undefined || endpointPort === 80 || endpointPort === 443;
  return isImplied ? endpointHost : `${endpointHost}:${endpointPort}`;
}
