import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway, Route, Upstream } from "../../src/model/config.ts";
import { finds, selectorFor } from "../../src/model/subset-choice.ts";
import type { Labels, SubsetFallback } from "../../src/model/upstream-rules.ts";
import { configClaim, routeSubject } from "../../src/testimony/config-claim.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { upstreamsById } from "../../src/testimony/upstreams-by-id.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "subsets-match",
  layer: "config",
  since: "0.1.0",
  title: "Every part of an upstream that a route asks for has an endpoint",
  about: [
    "Looks at upstreams that are divided by labels (Envoy's subsets, a mesh's versions) and at routes that ask for a part of",
    "them. No endpoint with these labels, or labels by which the upstream is not divided, and nothing to fall back on, is",
    "`subset-no-match`: requests there find nobody, while the rest of the upstream may be perfectly healthy. A route that asks for no",
    "labels at all falls back likewise. A part whose whole upstream has no endpoint either is left to `no-ready-endpoints`, and",
    "nothing is said where a filter (header_to_metadata, Lua, …) may ask for labels by what stands in the request.",
  ].join("\n"),
  for: "upstream",
  needs: {},
  causes: {
    "subset-no-match": {
      title: ({ args }) =>
        args.labels === ""
          ? `The route asks for no part of ${args.upstream}, which has no endpoint for such requests`
          : `No endpoint of ${args.upstream} has ${args.labels}`,
      meaning:
        "The route asks for endpoints with certain labels, and none that is known has them: a version that is not deployed, a " +
        "label that is missing or spelled differently. The gateway answers 503 at once although other endpoints serve.",
      fix: (of) =>
        fix(
          of.args.labels === ""
            ? `Make the route ask for a part of ${of.args.upstream} (Envoy: metadata_match)`
            : `Give an endpoint of ${of.args.upstream} the labels ${of.args.labels}, or ask for others`,
          [
            of.args.offered === ""
              ? "None of its endpoints has any labels: check whether the control plane passes them on."
              : `Its endpoints have ${of.args.offered}.`,
            configStep(
              of,
              {
                envoy:
                  "lb_subset_config with fallback_policy: ANY_ENDPOINT sends requests to any endpoint where none fits",
              },
              "Or let requests fall back to any endpoint.",
            ),
          ],
        ),
      verify: ({ args }) => [String(args.see)],
      includes: ["no-ready-endpoints", "upstream-empty"],
    },
  },
  judge({ gateway, about }) {
    const { upstream, routes } = about;
    if (routes.length === 0) return skip("no route leads here");
    const findings = [
      ...routes.flatMap((route) => unmatched(gateway, upstream, route)),
      ...emptyPart(gateway, upstream),
    ];
    return conclude(findings, "every part that is asked for has an endpoint");
  },
});

function unmatched(gateway: Gateway, upstream: Upstream, route: Route): readonly Finding[] {
  const { subsets } = upstream;
  if (subsets === undefined) return [];
  const active = upstream.endpoints.filter(({ intent }) => intent.value === "active");
  if (active.length === 0) return [];
  const wanted = route.forward.labels?.value ?? {};
  if (route.forward.mayAddLabels === true || finds(subsets, active, wanted)) return [];
  const labels = textOf(wanted);
  const isDivided = selectorFor(subsets, wanted) !== undefined;
  const by = subsets.selectors.map(({ names }) => names.join(" with ")).join(", or by ");
  const why = isDivided ? "" : labels === "" ? `, which is divided by ${by}` : `, and it is divided by ${by}`;
  const claim = configClaim(gateway, {
    cause: "subset-no-match",
    subject: routeSubject(gateway, route),
    value: route.forward.labels?.location ?? subsets.location,
    places: [subsets.location, route.location],
    evidence: [
      labels === ""
        ? `${route.label} asks for no labels of ${upstream.name}${why} and falls back on ${WORDS[subsets.fallback.value]}`
        : `${route.label} asks ${upstream.name} for ${labels}${why}; its ${active.length} endpoints have ${offered(upstream) || "no labels"}`,
    ],
    args: { upstream: upstream.name, labels, offered: offered(upstream), see: "uhc inspect" },
  });
  return [root(claim)];
}

const WORDS = {
  nobody: "nobody",
  anybody: "anybody",
  default: "labels that no endpoint has",
} satisfies Record<SubsetFallback, string>;

/** A part with an upstream of its own: empty, while the whole has endpoints. */
function emptyPart(gateway: Gateway, upstream: Upstream): readonly Finding[] {
  const { partOf, discovery } = upstream;
  const whole = partOf === undefined ? undefined : upstreamsById(gateway).get(partOf.upstream);
  if (partOf === undefined || whole === undefined || whole.endpoints.length === 0) return [];
  if (upstream.endpoints.length > 0 || discovery?.isKnown !== true) return [];
  const claim = configClaim(gateway, {
    cause: "subset-no-match",
    subject: { gateway: gateway.id, upstream: upstream.id },
    value: upstream.location,
    evidence: [`${upstream.name} has no endpoint, and ${whole.name} has ${whole.endpoints.length}`],
    args: {
      upstream: whole.name,
      labels: `the labels of ${partOf.part}`,
      offered: offered(whole),
      see: "uhc inspect",
    },
  });
  return [root(claim)];
}

function textOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ");
}

/** The labels that its endpoints have, each set once. */
function offered({ endpoints }: Upstream): string {
  const sets = endpoints.map(({ labels }) => textOf(labels ?? {})).filter((text) => text !== "");
  return [...new Set(sets)].slice(0, 4).join("; ");
}
