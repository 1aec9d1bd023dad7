import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway, Upstream } from "../../src/model/config.ts";
import { routesByUpstream } from "../../src/model/routes.ts";
import { editDistance, similarName } from "../../src/model/similar-name.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

/** Each word is compared with each label: a config with more of either is made by a program, which does not misspell. */
const MOST_COMPARED = 100;

export default defineCheck({
  id: "labels-spelled-alike",
  layer: "config",
  since: "0.1.0",
  title: "No route names an upstream block by a misspelled label",
  about: [
    "A name in a pass that is the label of no block is taken for a host name, and nginx does not start where it does not",
    "resolve. Fires where a pass names a single word, and a block whose label differs by a letter or two is used by no route:",
    "then that one was most likely meant. Names with a dot, labels that are in use, and short words are left alone. Whether",
    "the word resolves can't be known from the config.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  // The cause is owned by the check that sees it happen.
  causes: {},
  judge({ gateway }) {
    const routes = routesByUpstream(gateway);
    const idle = gateway.upstreams.filter(({ id, form }) => form === "group" && !routes.has(id));
    const labels = idle.slice(0, MOST_COMPARED).map(({ name }) => name);
    const words = idle.length === 0 ? [] : gateway.upstreams.filter(isWord).slice(0, MOST_COMPARED);
    const findings = words.flatMap((upstream) => misspelled(gateway, upstream, labels));
    return conclude(findings, "no route misspells the label of an upstream");
  },
});

function isWord({ form, endpoints: [first] }: Upstream): boolean {
  if (form !== "literal" || first?.target.kind !== "tcp" || first.target.isAddress) return false;
  return !first.target.host.includes(".") && first.target.host.length >= 5;
}

function misspelled(gateway: Gateway, upstream: Upstream, labels: readonly string[]): readonly Finding[] {
  const [endpoint] = upstream.endpoints;
  if (endpoint?.target.kind !== "tcp") return [];
  const { host } = endpoint.target;
  const near = similarName(host, labels);
  if (near === undefined || editDistance(host.toLowerCase(), near.toLowerCase()) > 2) return [];
  const claim = configClaim(gateway, {
    cause: "upstream-undefined",
    subject: { gateway: gateway.id, upstream: upstream.id, endpoint: endpoint.endpoint },
    value: endpoint.location,
    strength: 0.8,
    evidence: [`no upstream block is called ${host}, and no route uses the block ${near}`],
    args: {
      name: host,
      title: `${host} is no upstream of this config: it is looked up as a host name, and ${near} is never used`,
      fix: `Write ${near}, if that block was meant`,
      verify: `getent ahosts ${host}`,
    },
  });
  return [latent(claim)];
}
