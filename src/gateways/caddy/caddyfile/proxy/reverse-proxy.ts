import { handler } from "../directives/handler.ts";
import type { Dispenser } from "../dispenser.ts";
import { type Json, type JsonMap, list, map, mapIn, putAlways, text } from "../json.ts";
import { attempt, type Handler, type Helper } from "../run.ts";
import { readBlock } from "../subdirectives.ts";
import type { Token } from "../token.ts";
import { LINES, lineOf } from "./lines.ts";
import type { ProxyDraft } from "./proxy-draft.ts";
import { readResponses } from "./response-blocks.ts";
import { addUpstream } from "./upstreams.ts";

/** `reverse_proxy [matcher] [upstreams…] { … }` (modules/caddyhttp/reverseproxy/caddyfile.go) */
export const readReverseProxy: Handler = (d, helper) => {
  d.next();
  return readProxy(d, handler(d.token(), "reverse_proxy"), undefined, helper);
};

/** Reads a proxy into its handler; the dispenser stands at the name of the directive. */
export function readProxy(
  d: Dispenser,
  json: JsonMap,
  given: ProxyDraft["transport"],
  helper: Helper,
): JsonMap {
  const at = d.token();
  const proxy: ProxyDraft = {
    json,
    scheme: "",
    transport: undefined,
    responses: { json, matchers: new Map(), blocks: [] },
  };
  for (const word of d.remaining()) attempt(helper.run, () => addUpstream(d, proxy, word, helper));
  readBlock(d, proxy, helper, LINES, lineOf);
  finishTransport(d, proxy, given, at);
  readResponses(proxy.responses, helper, at);
  return json;
}

/** The scheme of the upstreams decides on TLS; a transport that says nothing is left out. */
function finishTransport(d: Dispenser, proxy: ProxyDraft, given: ProxyDraft["transport"], at: Token): void {
  const { scheme, json } = proxy;
  const isImplied = scheme === "https" || scheme === "h2c";
  const own = proxy.transport ?? (isImplied ? { at, name: "http", json: map(at) } : undefined);
  if (own !== undefined && own.name === "http") {
    const hasTls = own.json.fields.has("tls");
    if (scheme === "https" && !hasTls) mapIn(own.json, "tls", at);
    if (scheme === "http" && hasTls)
      d.refuse("upstream address scheme is HTTP but transport is configured for HTTP+TLS (HTTPS)");
    if (scheme === "h2c") putAlways(own.json, "versions", list(at, [text(at, "h2c"), text(at, "2")]));
  } else if (own !== undefined && scheme === "https")
    d.refuse("upstreams are configured for HTTPS but transport module does not support TLS");
  const transport = own ?? given;
  if (transport === undefined) return;
  const says = [...transport.json.fields.keys()].some((key) => key !== "protocol");
  if (transport.name === "http" && !says) return;
  const fields = new Map<string, Json>([
    ["protocol", text(transport.at, transport.name)],
    ...transport.json.fields,
  ]);
  putAlways(json, "transport", { kind: "map", at: transport.at, fields });
}
