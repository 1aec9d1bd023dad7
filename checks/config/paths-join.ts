import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway, Route } from "../../src/model/config.ts";
import type { PathRewrite, Template } from "../../src/model/forward.ts";
import { configClaim, routeSubject } from "../../src/testimony/config-claim.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "paths-join",
  layer: "config",
  since: "0.1.0",
  title: "The path that the service sees is the one that its route seems to mean",
  about: [
    "nginx cuts the matched prefix and puts the path of `proxy_pass` before the rest, letter by letter: `/api/` to `/v1` makes",
    "`/v1users` (a warning), `/api` to `/` makes `//users` (forgiven by most services, so information). With a variable in",
    "the address nothing of the client's path is added, so all requests get one path; `$uri` alone drops the query. A",
    "`rewrite … break` that matches gives the whole path, and the one of `proxy_pass` is dropped. Left alone: exact locations,",
    "single pages, paths that end in a mark that is meant to be gone on from (`=`, `?`), paths that hold an unknown variable,",
    "and what the gateway asks by itself (authorization, mirrors, error pages).",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {},
  judge({ gateway }) {
    return conclude(
      gateway.routes
        // what the gateway asks by itself has a path of its own
        .filter(({ purpose }) => purpose === undefined)
        .flatMap((route) => [
          ...misjoined(gateway, route),
          ...alwaysTheSame(gateway, route),
          ...overruled(gateway, route),
        ]),
      "every path sent follows from the path that was asked for",
    );
  },
});

function misjoined(gateway: Gateway, route: Route): readonly Finding[] {
  const { path } = route.forward;
  if (path.value.kind !== "replace-prefix" || route.match.kind !== "prefix") return [];
  const { from, to } = path.value;
  const cutsSlash = from.endsWith("/");
  const isGlued = cutsSlash && /[\w-]$/.test(to);
  const isDoubled = !cutsSlash && to.endsWith("/");
  if (!isGlued && !isDoubled) return [];
  const asked = `${from}${cutsSlash ? "" : "/"}users`;
  const sent = `${to}${isDoubled ? "/" : ""}users`;
  const claim = configClaim(gateway, {
    cause: "path-mismatch",
    subject: routeSubject(gateway, route),
    value: path.location,
    places: [route.location],
    evidence: [`the prefix ${from} is replaced by ${to}, letter by letter`],
    args: {
      title: `A request for ${asked} reaches the service as ${sent}`,
      fix: isGlued ? `End the path with a slash: ${to}/` : `End the location with a slash too: ${from}/`,
      curl: "uhc inspect",
      wantedCurl: `curl -i http://localhost${asked}`,
    },
  });
  return [latent(claim, isGlued ? "warning" : "info")];
}

/** With variables in the address nginx sends its path as it comes out (ngx_http_proxy_create_request). */
function alwaysTheSame(gateway: Gateway, route: Route): readonly Finding[] {
  const { path } = route.forward;
  const { match } = route;
  if (path.value.kind !== "replace-all" || match.kind === "exact" || match.kind === "named") return [];
  const sent = path.value.to;
  const kinds = new Set(sent.flatMap((part) => (typeof part === "string" ? [] : [part.kind])));
  const keepsQuery = kinds.has("request-query") || kinds.has("request-arguments");
  if (kinds.has("request-uri") || kinds.has("unknown")) return [];
  const asked = match.kind === "prefix" ? `${match.path.replace(/\/$/, "")}/users?page=2` : "/users?page=2";
  const text = sent.map((part) => (typeof part === "string" ? part : "")).join("");
  if (kinds.has("request-path"))
    return keepsQuery || !isOnlyPath(sent)
      ? []
      : [
          told(gateway, route, "info", {
            title: `A request for ${asked} loses its query: ${route.label} passes the path alone on`,
            fix: words(gateway).query,
          }),
        ];
  // a single page, or a socket, is asked for as a whole
  const isFolder = text === "/" || (match.kind === "prefix" && match.path.endsWith("/") && text !== "");
  if (!isFolder || [...kinds].some((kind) => !kind.startsWith("request-"))) return [];
  const isSame = match.kind === "prefix" && match.path === text;
  return [
    told(gateway, route, isSame ? "info" : "warning", {
      title: `Every request to ${route.label} reaches the service as ${text}, ${asked} too`,
      fix: text === "/" ? words(gateway).bare : words(gateway).behind(text),
    }),
  ];
}

interface Words {
  readonly query: string;
  readonly bare: string;
  readonly behind: (path: string) => string;
}

const NGINX: Words = {
  query: "Pass the query on too: $uri$is_args$args, or $request_uri for the path as the client sent it",
  bare: "Take the slash off the end of proxy_pass, so that the client's path is passed on",
  behind: (path) =>
    `Put the client's path behind it: ${path}$request_uri, or cut the prefix by rewrite … break`,
};

const CADDY: Words = {
  query: "Pass the query on too: rewrite * {uri}, or a rewrite without a ? of its own, which keeps it",
  bare: "Take the rewrite away, so that the client's path is passed on",
  behind: (path) => `Put the client's path behind it: rewrite * ${path.replace(/\/$/, "")}{uri}`,
};

function words({ kind }: Gateway): Words {
  return kind === "caddy" ? CADDY : NGINX;
}

/** The path as the client asked for it, with nothing but text before it. */
function isOnlyPath(sent: Template): boolean {
  const last = sent.at(-1);
  return typeof last === "object" && last.kind === "request-path";
}

/** A rewrite that stays in the location has set the URI, and nginx passes that on (`proxy_pass` in its manual). */
function overruled(gateway: Gateway, route: Route): readonly Finding[] {
  const { value } = route.forward.path;
  if (value.kind !== "by-rule" || value.otherwise.kind !== "replace-prefix") return [];
  const { to } = value.otherwise;
  const [rule] = value.rules;
  if (to === "/" || rule === undefined || startsWith(value.rules, to)) return [];
  return [
    told(gateway, route, "warning", {
      title: `The path ${to} of ${route.label} is not sent: the rewrite to ${rule.replacement} gives the whole path`,
      fix: `Write the whole path into the rewrite: ${to.replace(/\/$/, "")}${rule.replacement}`,
    }),
  ];
}

function startsWith(rules: Extract<PathRewrite, { kind: "by-rule" }>["rules"], path: string): boolean {
  return rules.some(({ replacement }) => replacement.startsWith(path));
}

function told(
  gateway: Gateway,
  route: Route,
  severity: "warning" | "info",
  texts: Readonly<Record<"title" | "fix", string>>,
): Finding {
  const { path } = route.forward;
  const claim = configClaim(gateway, {
    cause: "path-mismatch",
    subject: routeSubject(gateway, route),
    value: path.location,
    places: [route.location],
    evidence: [texts.title],
    args: { ...texts, curl: "uhc inspect", wantedCurl: "curl -i http://localhost/" },
  });
  return latent(claim, severity);
}
