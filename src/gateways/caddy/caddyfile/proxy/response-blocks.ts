import { type Dispenser, dispense } from "../dispenser.ts";
import { type Json, type JsonMap, list, listIn, map, putAlways } from "../json.ts";
import { encodeRoute } from "../routes.ts";
import { attempt, type Helper } from "../run.ts";
import { statusCode } from "../scalar.ts";
import { readInnerRoutes } from "../segments.ts";
import type { Token } from "../token.ts";

/** What `reverse_proxy` and `intercept` do with answers. */
export interface Responses {
  readonly json: JsonMap;
  readonly matchers: Map<string, JsonMap>;
  /** Blocks `handle_response`, which are read when all matchers are known. */
  readonly blocks: Dispenser[];
}

/** The matcher for answers that a line names. */
function responseMatcher(d: Dispenser, { matchers }: Responses, name: Token): JsonMap {
  if (!name.text.startsWith("@")) d.refuse("must use a named response matcher, starting with '@'");
  return (
    matchers.get(name.text) ?? d.refuse(`no named response matcher defined with name '${name.text.slice(1)}'`)
  );
}

/** `replace_status [@matcher] code` */
export function replaceStatus(d: Dispenser, responses: Responses): void {
  const at = d.token();
  const words = d.remaining();
  const [first, second] = words;
  if (first === undefined || words.length > 2)
    return void d.refuse("must have one or two arguments: an optional response matcher, and a status code");
  const made = map(at);
  if (second !== undefined) putAlways(made, "match", responseMatcher(d, responses, first));
  putAlways(made, "status_code", statusCode(second ?? first));
  if (d.nextBlock(d.nesting()))
    d.refuse("cannot define routes for 'replace_status', use 'handle_response' instead.");
  listIn(responses.json, "handle_response", at).items.push(made);
}

/** Reads the blocks for certain answers; those for every answer come last. */
export function readResponses(responses: Responses, helper: Helper, at: Token): void {
  const { json, blocks } = responses;
  const known = json.fields.get("handle_response");
  const all: Json[] = known?.kind === "list" ? [...known.items] : [];
  for (const d of blocks) attempt(helper.run, () => all.push(readResponse(d, responses, helper)));
  const hasMatch = (one: Json): boolean => one.kind === "map" && one.fields.has("match");
  const sorted = [...all.filter(hasMatch), ...all.filter((one) => !hasMatch(one))];
  if (sorted.length > 0) putAlways(json, "handle_response", list(at, sorted));
}

function readResponse(d: Dispenser, responses: Responses, helper: Helper): JsonMap {
  d.next();
  const at = d.token();
  const [name, ...more] = d.remaining();
  if (more.length > 0)
    d.refuse("too many arguments for 'handle_response': only a single response matcher name is allowed");
  const made = map(at);
  if (name !== undefined) putAlways(made, "match", responseMatcher(d, responses, name));
  const routes = readInnerRoutes(dispense(d.segment()), helper);
  if (routes.length > 0) putAlways(made, "routes", list(at, routes.map(encodeRoute)));
  return made;
}
