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
  /** Where it keeps what does not fit into memory, by the directive that would name another folder. */
  readonly tempFolders: ReadonlyMap<string, string>;
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
    tempFolders: tempFoldersOf(configured),
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

const TEMP_PATHS = [
  ["client_body_temp_path", "http-client-body-temp-path"],
  ["proxy_temp_path", "http-proxy-temp-path"],
  ["fastcgi_temp_path", "http-fastcgi-temp-path"],
  ["uwsgi_temp_path", "http-uwsgi-temp-path"],
  ["scgi_temp_path", "http-scgi-temp-path"],
] as const;

/** Packages name them all; a build that names none has them below its prefix, beside other things (auto/options). */
function tempFoldersOf(configured: string): ReadonlyMap<string, string> {
  return new Map(
    TEMP_PATHS.flatMap(([directive, option]) => {
      const folder = pathOption(configured, option);
      return folder?.startsWith("/") === true ? [[directive, folder.replace(/(?<=.)\/+$/, "")] as const] : [];
    }),
  );
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
