import { matchesPath } from "../../../../text/glob.ts";
import { itemsIn, type JsonMap, listIn, map, mapIn, put, putAlways, text, texts } from "../json.ts";
import { nextGroup, routeOf } from "../routes.ts";
import type { ConfigValue, Directive, Handler, Helper } from "../run.ts";
import { statusCode } from "../scalar.ts";
import {
  addWords,
  bareFlag,
  flag,
  integer,
  putFalse,
  readBlock,
  type Subdirective,
  type Subdirectives,
  unrecognizedQuoted,
  word,
  words,
} from "../subdirectives.ts";
import type { Token } from "../token.ts";
import { handler } from "./handler.ts";

const browse: Subdirective = (d, into, helper) => {
  if (into.fields.has("browse")) d.refuse("browsing is already configured");
  const made = mapIn(into, "browse", d.token());
  if (d.nextArg()) put(made, "template_file", text(d.token(), d.value()));
  readBlock(
    d,
    made,
    helper,
    {
      reveal_symlinks: bareFlag("reveal_symlinks"),
      sort: words("sort"),
      file_limit: integer("file_limit"),
    },
    unrecognizedQuoted("subdirective"),
  );
};

const precompressed: Subdirective = (d, into, { run }) => {
  const at = d.token();
  const given = d.remaining();
  const usual = ["br", "zstd", "gzip"].map((name) => ({ ...at, text: name }));
  const formats = given.length > 0 || !run.since("2.8.0") ? given : usual;
  put(into, "precompressed_order", texts(formats));
  for (const format of formats) mapIn(mapIn(into, "precompressed", at), format.text, format);
};

const status: Subdirective = (d, into) => {
  const value = d.argument();
  put(into, "status_code", statusCode(value));
};

const hide: Subdirective = (d, into) => {
  const all = d.remaining();
  if (all.length === 0) d.wrongCount();
  addWords(into, "hide", all);
};

const FILE_SERVER: Subdirectives = {
  fs: word("fs"),
  hide,
  index: words("index_names"),
  root: word("root"),
  browse,
  precompressed,
  status,
  disable_canonical_uris: (d, into) => {
    const at = d.token();
    if (d.nextArg()) d.wrongCount();
    putFalse(into, "canonical_uris", at);
  },
  pass_thru: flag("pass_thru"),
  etag_file_extensions: words("etag_file_extensions"),
};

/** `file_server [browse] { … }`; the Caddyfile itself is never served (modules/caddyhttp/fileserver/caddyfile.go) */
export const fileServer: Handler = (d, helper) => {
  d.next();
  const at = d.token();
  const made = handler(at, "file_server");
  const [first, ...more] = d.remaining();
  if (more.length > 0 || (first !== undefined && first.text !== "browse")) d.wrongCount();
  if (first !== undefined) mapIn(made, "browse", first);
  readBlock(d, made, helper, FILE_SERVER, (line) => line.refuse(`unknown subdirective '${line.value()}'`));
  for (const file of helper.files) hideFile(made, file, at);
  return made;
};

function hideFile(into: JsonMap, file: string, at: Token): void {
  const patterns = itemsIn(into, "hide").flatMap((one) => (one.kind === "text" ? [one.value] : []));
  if (patterns.some((pattern) => isHidden(file, pattern))) return;
  listIn(into, "hide", at).items.push(text(at, file.includes("/") ? file : `./${file}`));
}

function isHidden(file: string, pattern: string): boolean {
  if (!pattern.includes("/")) return file.split("/").some((name) => matchesPath(pattern, name));
  return file.startsWith(`${pattern}/`) || matchesPath(pattern, file);
}

const POLICIES = [
  "first_exist",
  "first_exist_fallback",
  "largest_size",
  "smallest_size",
  "most_recently_modified",
];

/** `try_files files…`: a rewrite to the first that exists; one with a query is a route of its own. */
export const tryFiles: Directive = (d, helper) => {
  if (!d.next()) d.wrongCount();
  const at = d.token();
  const files = d.remaining();
  if (files.length === 0) d.wrongCount();
  const settings = map(at);
  const policy: Subdirective = (line, into) => {
    if (into.fields.has("try_policy")) line.refuse("try policy already configured");
    const value = line.argument();
    if (!POLICIES.includes(value.text)) line.refuse(`unrecognized try policy: ${value.text}`);
    put(into, "try_policy", text(value, value.text));
  };
  readBlock(d, settings, helper, { policy }, () => {});
  const routes: ConfigValue[] = [];
  let tried: Token[] = [];
  const add = (some: readonly Token[], query: string): void => {
    if (some.length > 0) routes.push(tryRoute(at, some, query, settings));
  };
  for (const file of files) {
    const mark = file.text.indexOf("?");
    if (mark < 0) {
      tried.push(file);
      continue;
    }
    add(tried, "");
    tried = [];
    add([{ ...file, text: file.text.slice(0, mark) }], file.text.slice(mark));
  }
  add(tried, "");
  return grouped(routes, helper);
};

function tryRoute(at: Token, files: readonly Token[], query: string, settings: JsonMap): ConfigValue {
  const matcher = map(at, { try_files: texts(files) });
  for (const [key, value] of settings.fields) putAlways(matcher, key, value);
  const rewrite = handler(at, "rewrite", { uri: text(at, `{http.matchers.file.relative}${query}`) });
  return { kind: "route", directive: at.text, route: routeOf(at, map(at, { file: matcher }), rewrite) };
}

/** Of several routes only the first that matches is run. */
function grouped(values: readonly ConfigValue[], { run }: Helper): readonly ConfigValue[] {
  if (values.length < 2) return values;
  const group = nextGroup(run);
  return values.map((value) =>
    value.kind === "route" ? { ...value, route: { ...value.route, group } } : value,
  );
}
