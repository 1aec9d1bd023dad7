import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway, Route } from "../../src/model/config.ts";
import { configClaim, routeSubject } from "../../src/model/config-claim.ts";
import { conclude, latent } from "../../src/model/verdict.ts";

export default defineCheck({
  id: "paths-join",
  layer: "config",
  since: "0.1.0",
  title: "Where a prefix of the path is replaced, the rest still begins at a slash",
  about: [
    "nginx cuts the matched prefix and puts the path of `proxy_pass` before the rest, letter by letter. With a slash at the",
    "end of one and not of the other, names are glued together (`/api/` to `/v1` makes `/v1users`), or a slash is doubled",
    "(`/api` to `/` makes `//users`). Glued names are a warning; a doubled slash is forgiven by most services and only for",
    "information. Exact locations, and paths that end in a mark that is meant to be gone on from (`=`, `?`), are left alone.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {},
  judge({ gateway }) {
    return conclude(
      gateway.routes.flatMap((route) => misjoined(gateway, route)),
      "every replaced prefix joins at a slash",
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
