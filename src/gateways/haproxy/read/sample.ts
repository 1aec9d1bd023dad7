import type { Placeholder, Template } from "../../../model/forward.ts";

const REQUEST_HOST =
  /^(?:req\.|)(?:f?hdr)\(host(?:,-?\d+)?\)(?:,(?:lower|host_only|field\(1,:\)))*$|^ssl_fc_sni(?:,lower)?$/i;
const PLACES: ReadonlyMap<string, Placeholder["kind"]> = new Map([
  ["path", "request-path"],
  ["url", "request-uri"],
  ["pathq", "request-uri"],
  ["query", "request-arguments"],
  ["src", "client-address"],
]);

/** A sample expression as a text that a request fills: `str(api.internal)`, `req.hdr(host)`. */
export function sampleTemplate(expression: string): Template {
  const [, constant] = /^str\(([^()]*)\)$/.exec(expression) ?? [];
  if (constant !== undefined) return [constant];
  if (REQUEST_HOST.test(expression)) return [{ kind: "request-host", raw: expression }];
  return [{ kind: PLACES.get(expression) ?? "unknown", raw: expression }];
}

/** A log-format string, `/v1%[path]`: what stands in `%[…]` is a sample expression, `%%` a percent sign. */
export function formatTemplate(text: string): Template {
  const parts: (string | Placeholder)[] = [];
  let literal = "";
  for (let at = 0; at < text.length; ) {
    const [found, expression] = /^%\[([^\]]*)\]/.exec(text.slice(at, at + 1_024)) ?? [];
    if (found !== undefined && expression !== undefined) {
      if (literal !== "") parts.push(literal);
      literal = "";
      parts.push(...sampleTemplate(expression));
      at += found.length;
      continue;
    }
    const [variable] = /^%(?:\{[^}]*\})?[A-Za-z]+/.exec(text.slice(at, at + 64)) ?? [];
    if (variable !== undefined) {
      if (literal !== "") parts.push(literal);
      literal = "";
      parts.push({ kind: variable === "%ci" ? "client-address" : "unknown", raw: variable });
      at += variable.length;
      continue;
    }
    literal += text.charAt(at);
    at += text.startsWith("%%", at) ? 2 : 1;
  }
  return literal === "" ? parts : [...parts, literal];
}
