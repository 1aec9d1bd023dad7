import { handler } from "../directives/handler.ts";
import { type JsonMap, list, map, put, putAlways, text, texts } from "../json.ts";
import { takeMatchers } from "../matchers/index.ts";
import { routeOf, subroute } from "../routes.ts";
import type { Directive, Route, Run } from "../run.ts";
import type { Subdirectives } from "../subdirectives.ts";
import type { Token } from "../token.ts";
import { takeOwnLines } from "./own-lines.ts";
import { readProxy } from "./reverse-proxy.ts";
import { FASTCGI } from "./transport-fastcgi.ts";

interface Php {
  readonly transport: JsonMap;
  extensions: readonly Token[];
  index: Token;
  tried: readonly Token[];
}

const LINES: Subdirectives<Php> = {
  ...Object.fromEntries(
    Object.entries(FASTCGI).map(([name, read]) => [
      name,
      (d, php: Php, helper) => read(d, php.transport, helper),
    ]),
  ),
  split: (d, php) => {
    php.extensions = d.remaining();
    if (php.extensions.length === 0) d.wrongCount();
  },
  index: (d, php) => {
    php.index = d.argument();
    if (d.nextArg()) d.wrongCount();
  },
  try_files: (d, php) => {
    php.tried = d.remaining();
    if (php.tried.length === 0) d.wrongCount();
  },
};

/** `php_fastcgi`: a redirect, a rewrite and a proxy in one (reverseproxy/fastcgi/caddyfile.go) */
export const phpFastcgi: Directive = (d, helper) => {
  if (!d.next()) d.wrongCount();
  const at = d.token();
  const matchers = takeMatchers(d, helper);
  const word = (value: string): Token => ({ ...at, text: value });
  const php: Php = {
    transport: map(at),
    extensions: [word(".php")],
    index: word("index.php"),
    tried: [],
  };
  const rest = takeOwnLines(d, php, helper, LINES);
  put(php.transport, "split_path", texts(php.extensions));
  const routes = php.index.text === "off" ? [] : fileRoutes(at, php, helper.run);
  const paths = list(
    at,
    php.extensions.map((one) => text(one, `*${one.text}`)),
  );
  rest.next();
  const given = { at, name: "fastcgi", json: php.transport };
  const proxy = readProxy(rest, handler(at, "reverse_proxy"), given, helper);
  routes.push(routeOf(at, map(at, { path: paths }), proxy));
  if (matchers === undefined) return [{ kind: "routes", directive: at.text, routes }];
  const outer = routeOf(at, matchers, subroute(at, routes));
  return [{ kind: "route", directive: at.text, route: outer }];
};

/** A folder is asked for with a slash, and a file that exists, or the index, takes the place of the path. */
function fileRoutes(at: Token, php: Php, run: Run): Route[] {
  const { index, tried, extensions } = php;
  const inFolder = `{http.request.uri.path}/${index.text}`;
  const usual = ["{http.request.uri.path}", inFolder, index.text].map((value) => ({ ...index, text: value }));
  const files = tried.length > 0 ? tried : usual;
  const routes: Route[] = [];
  const always = !run.since("2.8.0") && tried.length === 0;
  if (always || tried.length === 0 || tried.some(({ text: one }) => one === inFolder))
    routes.push(routeOf(at, folderMatcher(at, inFolder), folderRedirect(at, run)));
  const file = map(at, { try_files: texts(files), split_path: texts(extensions) });
  const isIndexLast = files.at(-1)?.text.endsWith(".php") ?? false;
  if (run.since("2.8.0") && (tried.length === 0 || isIndexLast))
    put(file, "try_policy", text(at, "first_exist_fallback"));
  const rewrite = handler(at, "rewrite", { uri: text(at, "{http.matchers.file.relative}") });
  routes.push(routeOf(at, map(at, { file }), rewrite));
  return routes;
}

function folderMatcher(at: Token, inFolder: string): JsonMap {
  const slash = map(at, { path: list(at, [text(at, "*/")]) });
  return map(at, {
    file: map(at, { try_files: list(at, [text(at, inFolder)]) }),
    not: list(at, [slash]),
  });
}

function folderRedirect(at: Token, run: Run): JsonMap {
  const query = run.since("2.8.0") ? "{http.request.orig_uri.prefixed_query}" : "";
  const to = text(at, `{http.request.orig_uri.path}/${query}`);
  const made = handler(at, "static_response", { headers: map(at, { Location: list(at, [to]) }) });
  putAlways(made, "status_code", { kind: "number", at, value: 308 });
  return made;
}
