import type { Dispenser } from "../dispenser.ts";
import { type JsonMap, list, map, mapIn, putAlways, text } from "../json.ts";
import { readModule } from "../module.ts";
import type { CustomLog, Directive, Helper } from "../run.ts";
import {
  duration,
  integer,
  moreWords,
  readBlock,
  type Subdirective,
  type Subdirectives,
} from "../subdirectives.ts";
import type { Token } from "../token.ts";
import { readEncoder } from "./encoders.ts";
import { onlyWord, WRITERS } from "./writers.ts";

interface LogDraft {
  readonly json: JsonMap;
  readonly hostnames: Token[];
  readonly isGlobal: boolean;
  isWithoutHostname: boolean;
}

type Line = Subdirective<LogDraft>;

const SAMPLING: Subdirectives = {
  interval: duration("interval", "failed to parse interval:"),
  first: integer("first", "failed to parse first:"),
  thereafter: integer("thereafter", "failed to parse thereafter:"),
};

const output: Line = (d, { json }, helper) => {
  d.argument();
  const kind = { key: "output", namespace: "caddy.logging.writers", modules: WRITERS };
  putAlways(json, "writer", readModule(d, helper, kind));
};

const format: Line = (d, { json }, helper) => {
  d.argument();
  putAlways(json, "encoder", readEncoder(d, helper));
};

const core: Line = (d, { json }, helper) => {
  d.argument();
  const kind = { key: "module", namespace: "caddy.logging.cores", modules: { mock: () => {} } };
  putAlways(json, "core", readModule(d, helper, kind));
};

const sampling: Line = (d, { json }, helper) =>
  void readBlock(d, mapIn(json, "sampling", d.token()), helper, SAMPLING);

const hostnames: Line = (d, draft) => {
  if (draft.isGlobal) d.refuse("hostnames is not allowed in the log global options");
  const words = d.remaining();
  if (words.length === 0) d.wrongCount();
  draft.hostnames.push(...words);
};

function onlyGlobal(key: string): Line {
  return (d, { json, isGlobal }, helper) => {
    if (!isGlobal) d.refuse(`${key} is not allowed in the log directive`);
    moreWords(key)(d, json, helper);
  };
}

const LINES: Subdirectives<LogDraft> = {
  hostnames,
  output,
  sampling,
  core,
  format,
  level: (d, { json }, helper) => onlyWord("level")(d, json, helper),
  include: onlyGlobal("include"),
  exclude: onlyGlobal("exclude"),
  no_hostname: (d, draft) => {
    if (d.nextArg()) d.wrongCount();
    draft.isWithoutHostname = true;
  },
};

function readLog(d: Dispenser, helper: Helper, isGlobal: boolean) {
  d.next();
  const at = d.token();
  const name = d.nextArg() ? d.token() : undefined;
  if (name !== undefined && d.nextArg()) d.wrongCount();
  const draft: LogDraft = { json: map(at), hostnames: [], isGlobal, isWithoutHostname: false };
  readBlock(d, draft, helper, LINES, (line) => line.refuse(`unrecognized subdirective: ${line.value()}`));
  return { at, name, draft, isEmpty: draft.json.fields.size === 0 };
}

/** The option `log [name] { … }`: a log of Caddy's own. */
export function readGlobalLog(d: Dispenser, known: readonly CustomLog[], helper: Helper): CustomLog {
  const { at, name, draft, isEmpty } = readLog(d, helper, true);
  const own = name?.text ?? "default";
  if (known.some((log) => log.name === own)) d.refuse(`duplicate global log option for: ${own}`);
  return customLog(at, own, draft, isEmpty);
}

/** The directive `log [name] { … }`: the access log of a site. */
export const log: Directive = (d, helper) => {
  const { at, name, draft, isEmpty } = readLog(d, helper, false);
  const own = name?.text ?? (isEmpty ? "" : `log${helper.run.logs++}`);
  if (own !== "") putAlways(draft.json, "include", list(at, [text(at, `http.log.access.${own}`)]));
  return [{ kind: "log", log: customLog(at, own, draft, isEmpty) }];
};

function customLog(at: Token, name: string, draft: LogDraft, isEmpty: boolean): CustomLog {
  const { hostnames: hosts, isWithoutHostname, json } = draft;
  return { at, name, hostnames: hosts, isWithoutHostname, settings: isEmpty ? undefined : json };
}
