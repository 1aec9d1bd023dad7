import { listIn, number, put, text } from "../json.ts";
import { isBadAddress, splitHostPort } from "../network-address.ts";
import {
  addWords,
  allUnder,
  duration,
  flag,
  integer,
  integerOf,
  numberIn,
  type Subdirective,
  type Subdirectives,
  word,
} from "../subdirectives.ts";

/** `health_status 200` or a class, `2xx`, which is kept as its first digit. */
const status: Subdirective = (d, into) => {
  const value = d.argument();
  put(into, "expect_status", number(value, numberIn(d, withoutClass(value.text), "bad status value")));
};

function withoutClass(code: string): string {
  return code.length === 3 && code.endsWith("xx") ? code.slice(0, 1) : code;
}

const unhealthyStatus: Subdirective = (d, into) => {
  const codes = d.remaining();
  if (codes.length === 0) d.wrongCount();
  for (const code of codes) {
    const value = numberIn(d, withoutClass(code.text), "bad status value");
    listIn(into, "unhealthy_status", code).items.push(number(code, value));
  }
};

const upstream: Subdirective = (d, into) => {
  const value = d.argument();
  const split = splitHostPort(value.text);
  if (isBadAddress(split)) return d.refuse(`health_upstream is malformed '${value.text}': ${split.problem}`);
  numberIn(d, split.port, "bad port number");
  put(into, "upstream", text(value, value.text));
};

const port: Subdirective = (d, into) => {
  const value = d.argument();
  if (into.fields.has("upstream"))
    d.refuse("the 'health_port' subdirective is ignored if 'health_upstream' is used!");
  put(into, "port", number(value, integerOf(d, "bad port number")));
};

const headers: Subdirective = (d, into) => {
  const at = d.token();
  const made = { kind: "map" as const, at, fields: new Map() };
  for (const nesting = d.nesting(); d.nextBlock(nesting); ) {
    const field = d.token();
    const values = d.remaining();
    addWords(made, field.text, values.length === 0 ? [{ ...field, text: "" }] : values);
  }
  if (made.fields.size > 0) into.fields.set("headers", made);
};

const path: Subdirective = (d, into, helper) => {
  word("path")(d, into, helper);
  helper.run.onNote("health_path is deprecated in Caddy; use health_uri");
};

/** Lines of `reverse_proxy` about checks (modules/caddyhttp/reverseproxy/caddyfile.go). */
export const HEALTH: Subdirectives = {
  ...allUnder(["health_checks", "active"], {
    health_uri: word("uri"),
    health_path: path,
    health_upstream: upstream,
    health_port: port,
    health_headers: headers,
    health_method: word("method"),
    health_request_body: word("body"),
    health_interval: duration("interval", "bad interval value"),
    health_timeout: duration("timeout", "bad timeout value"),
    health_status: status,
    health_body: word("expect_body"),
    health_follow_redirects: flag("follow_redirects"),
    health_passes: integer("passes", "invalid passes count"),
    health_fails: integer("fails", "invalid fails count"),
  }),
  ...allUnder(["health_checks", "passive"], {
    max_fails: integer("max_fails", "invalid maximum fail count"),
    fail_duration: duration("fail_duration"),
    unhealthy_request_count: integer("unhealthy_request_count", "invalid maximum connection count"),
    unhealthy_status: unhealthyStatus,
    unhealthy_latency: duration("unhealthy_latency"),
  }),
};
