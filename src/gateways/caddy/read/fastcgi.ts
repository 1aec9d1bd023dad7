import type { HeaderSetting, Template } from "../../../model/forward.ts";
import type { Location } from "../../../model/source.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { entries, get, text } from "../fields.ts";
import { toTemplate } from "../placeholder.ts";
import type { Way } from "./way.ts";

/**
 * The parameters of a request over FastCGI (fastcgi/fastcgi.go, `buildEnv`), as far as they say which script runs. The path that
 * the client asked for stays in REQUEST_URI; which file it is has been decided by `try_files` before.
 */
export function fastcgiParams(
  transport: Value | undefined,
  way: Way,
  at: Location,
): readonly HeaderSetting[] {
  const root = rootOf(transport, way);
  const script: Template =
    way.frontScript === undefined
      ? way.path.kind === "exact"
        ? [way.path.path]
        : [{ kind: "request-path", raw: "{http.request.uri.path}" }]
      : [way.frontScript];
  const param = (name: string, value: Template, isOptional = false): HeaderSetting => ({
    name,
    value,
    ...(isOptional && { onlyIfNotEmpty: true }),
    location: at,
  });
  const own = entries(get(transport, "env")).map(([name, value]) => ({
    ...param(name, toTemplate(scalarText(value) ?? "")),
    location: locationOf(value),
  }));
  const uri: Template = [{ kind: "request-uri", raw: "{http.request.orig_uri}" }];
  const taken = new Set(own.map(({ name }) => name));
  return [
    param("DOCUMENT_ROOT", root),
    param("DOCUMENT_URI", script),
    param("SCRIPT_FILENAME", [...root, ...script]),
    param("SCRIPT_NAME", script),
    param("REQUEST_URI", uri),
    param("REQUEST_SCHEME", [{ kind: "scheme", raw: "{http.request.scheme}" }]),
    param("HTTPS", [{ kind: "https", raw: "HTTPS" }], true),
  ]
    .filter(({ name }) => !taken.has(name))
    .concat(own);
}

/** `root` of the transport, else that of the site; where neither is set, the folder that Caddy runs in. */
function rootOf(transport: Value | undefined, way: Way): Template {
  const own = text(transport, "root");
  const root = own === undefined || own === "{http.vars.root}" ? way.root : toTemplate(own);
  return root ?? [{ kind: "unknown", raw: "." }];
}
