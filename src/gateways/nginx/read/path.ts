import type { RouteMatch } from "../../../model/config.ts";
import type { PathRewrite } from "../../../model/forward.ts";
import { assumed, type Setting, written } from "../../../model/source.ts";
import { own } from "../context.ts";
import type { PassSite } from "./locations.ts";
import type { PassContext } from "./pass-context.ts";
import { refuse } from "./settings.ts";
import { toTemplate } from "./template.ts";

const URI_REFUSED =
  '"proxy_pass" cannot have URI part in location given by regular expression, or inside named location, ' +
  'or inside "if" statement, or inside "limit_except" block';

type Rule = Extract<PathRewrite, { kind: "by-rule" }>["rules"][number];

/**
 * The path that the service receives (ngx_http_proxy_create_request). A `rewrite … break` that matches gives the whole
 * path, whatever path the pass names; else the pass decides.
 */
export function readPath(context: PassContext, site: PassSite): Setting<PathRewrite> {
  const byPass = pathOfPass(context, site);
  const lines = [
    ...own(site.location, "rewrite"),
    ...(site.scope === site.location ? [] : own(site.scope, "rewrite")),
  ];
  const breaks = lines.filter((line) => line.words[2]?.text === "break");
  const rules = breaks.flatMap((line): Rule[] => {
    const [pattern, replacement] = line.words;
    return pattern && replacement ? [{ pattern: pattern.text, replacement: replacement.text }] : [];
  });
  const location = breaks[0]?.words[1]?.location;
  if (location === undefined) return byPass;
  return written({ kind: "by-rule", rules, otherwise: byPass.value }, location);
}

function pathOfPass(context: PassContext, site: PassSite): Setting<PathRewrite> {
  const { uri, actsOn } = context;
  if (uri === "") return assumed({ kind: "unchanged" }, actsOn);
  if (context.hasVariables) return written(templateOf(context, site.match), actsOn);
  const { match } = site;
  const takesUri = (match.kind === "prefix" || match.kind === "exact") && site.scope === site.location;
  if (!takesUri) refuse(context, site.pass, URI_REFUSED);
  // an earlier `break` makes nginx forget which location it is in, and with it the path of the pass
  const forgets = own(site.location, "break").length > 0;
  if (!takesUri || forgets) return assumed({ kind: "unchanged" }, actsOn);
  return written({ kind: "replace-prefix", from: match.path, to: uri }, actsOn);
}

/** With variables the path of the pass is sent as it comes out, and nothing of the client's path is added. */
function templateOf(context: PassContext, match: RouteMatch): PathRewrite {
  const uri = context.uri.startsWith("?") ? `/${context.uri}` : context.uri;
  const to = toTemplate(uri, context.templates);
  const captures = to.every((part) => typeof part === "string" || isFromMatch(part.raw, part.kind));
  const hasCaptures = to.some((part) => typeof part !== "string" && /^\$\{?[1-9]\}?$/.test(part.raw));
  if (match.kind !== "regex" || !captures || !hasCaptures) return { kind: "replace-all", to };
  const replacement = to.map((part) =>
    typeof part === "string" ? part : part.kind === "request-query" ? "" : part.raw,
  );
  return {
    kind: "by-rule",
    rules: [{ pattern: match.path, replacement: replacement.join("") }],
    otherwise: { kind: "replace-all", to },
  };
}

function isFromMatch(raw: string, kind: string): boolean {
  return kind === "request-query" || /^\$\{?[1-9]\}?$/.test(raw);
}
