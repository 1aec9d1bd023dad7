/** What `nginx -V` says about a build. */
export interface NginxBuild {
  /** Of the nginx core, "1.22.1", whatever the flavour calls itself. */
  readonly version: string | undefined;
  readonly flavour: "nginx" | "nginx-plus" | "openresty" | "tengine" | "angie" | "freenginx";
  /** The one it runs with: "OpenSSL 3.0.17". */
  readonly tlsLibrary: string | undefined;
  /** With its slash. */
  readonly prefix: string | undefined;
  readonly configFile: string | undefined;
  readonly errorLog: string | undefined;
  readonly accessLog: string | undefined;
  readonly pidFile: string | undefined;
  /** Modules built in or built as dynamic ones: "http_ssl_module", or the folder of an added one. */
  readonly modules: readonly string[];
}

/** Reads the text of `nginx -V` (ngx_show_version_info, src/core/nginx.c). */
export function parseNginxVersion(text: string): NginxBuild {
  const name = /^nginx version: ([A-Za-z]+)\/(\d+\.\d+\.\d+)/m.exec(text);
  const configured = /^configure arguments:(.*)$/m.exec(text)?.[1] ?? "";
  const built = /^built with ([^\n(]*)(?:\(running with ([^)\n]*)\))?/m.exec(text);
  return {
    version: name?.[2] ?? /^(?:freenginx|Angie) version: [A-Za-z]+\/(\d+\.\d+\.\d+)/m.exec(text)?.[1],
    flavour: flavourOf(text),
    tlsLibrary: libraryOf(built?.[2] ?? built?.[1]),
    prefix: pathOption(configured, "prefix")?.replace(/\/*$/, "/"),
    configFile: pathOption(configured, "conf-path"),
    errorLog: pathOption(configured, "error-log-path"),
    accessLog: pathOption(configured, "http-log-path"),
    pidFile: pathOption(configured, "pid-path"),
    modules: modulesOf(configured),
  };
}

function flavourOf(text: string): NginxBuild["flavour"] {
  if (/^nginx version: openresty\//m.test(text)) return "openresty";
  if (/\(nginx-plus-/.test(text)) return "nginx-plus";
  if (/^Tengine version: /m.test(text)) return "tengine";
  if (/^Angie version: /m.test(text)) return "angie";
  return /^freenginx version: /m.test(text) ? "freenginx" : "nginx";
}

/** "OpenSSL 3.0.17 1 Jul 2025" without its date. */
function libraryOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : (/^\S+(?: \d\S*)?/.exec(text.trim())?.[0] ?? undefined);
}

function pathOption(configured: string, name: string): string | undefined {
  return new RegExp(` --${name}=([^ ]+)`).exec(configured)?.[1];
}

function modulesOf(configured: string): readonly string[] {
  const modules = new Set<string>();
  for (const match of configured.matchAll(/ --with-((?:http|stream|mail)(?:_[a-z0-9_]+)?)(?==| |$)/g))
    modules.add(match[1] ?? "");
  for (const match of configured.matchAll(/ --add-(?:dynamic-)?module=([^ ]+)/g)) {
    modules.add((match[1] ?? "").replace(/\/+$/, "").replace(/^.*\//, ""));
  }
  return [...modules].sort();
}
