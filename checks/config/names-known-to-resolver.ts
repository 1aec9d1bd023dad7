import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Endpoint, Gateway, Upstream } from "../../src/model/config.ts";
import { listed, shellQuote } from "../../src/model/evidence.ts";
import { routesByUpstream } from "../../src/model/routes.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

/** Resolvers that answer for the public DNS alone: Google, Cloudflare, Quad9, OpenDNS. */
const PUBLIC = new Set(
  "8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 149.112.112.112 208.67.222.222 208.67.220.220 2001:4860:4860::8888 2001:4860:4860::8844 2606:4700:4700::1111 2606:4700:4700::1001 2620:fe::fe dns.google one.one.one.one".split(
    " ",
  ),
);

/** Endings that the public DNS does not have and never will (RFC 6761, 6762, 8375; ICANN for .internal) or that are a product's own. */
const PRIVATE =
  /(?:^|\.)(?:internal|local|localdomain|localhost|lan|home\.arpa|intranet|corp|home|private|test|consul|docker|svc)$/i;

/** Resolvers of a cluster, by their names. */
const CLUSTER = /^(?:kube-dns|coredns)\.|\.cluster\.local(?::\d+)?$/i;

export default defineCheck({
  id: "names-known-to-resolver",
  layer: "config",
  since: "0.1.0",
  title: "The configured resolver can know the names that it is asked for",
  about: [
    "Looks at names that the gateway resolves at run time with resolvers of its own config. Public resolvers (8.8.8.8, 1.1.1.1,",
    "9.9.9.9, OpenDNS) know neither names without a dot nor those of private zones (`.internal`, `.local`, `.svc.cluster.local`,",
    "`.consul`). nginx appends no search domain, so a cluster's resolver knows no short service names either. Fires only",
    "where all resolvers are of one such kind. Unknown addresses are left alone: they may well be the private ones. A network",
    "that answers for a public address by itself can't be seen.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "resolver-lacks-name": {
      title: ({ args }) => `${args.resolvers} can't know the name ${args.host}`,
      meaning:
        "The name is resolved with each request, by name servers that are not responsible for it: they answer that it does not " +
        "exist, and every request fails (`could not be resolved (3: Host not found)`), though the host itself resolves it.",
      fix: (of) =>
        fix(`Name the resolver that knows ${of.args.host}`, [
          configStep(
            of,
            {
              nginx: `resolver ADDRESS valid=30s; with the server of /etc/resolv.conf (in Docker 127.0.0.11)${of.args.isCluster === 1 ? ", and the full name: SERVICE.NAMESPACE.svc.cluster.local" : ""}`,
            },
            "Configure a resolver of the private network.",
          ),
        ]),
      verify: ({ args }) => [`dig +short ${shellQuote(String(args.host))} @${args.address}`],
      includes: [],
    },
  },
  judge({ gateway }) {
    const routes = routesByUpstream(gateway);
    const used = gateway.upstreams.filter(({ id }) => routes.has(id));
    return conclude(
      used.flatMap((upstream) => upstream.endpoints.flatMap((one) => unknown(gateway, upstream, one))),
      "every name is one that its resolver can know",
    );
  },
});

function unknown(gateway: Gateway, upstream: Upstream, endpoint: Endpoint): readonly Finding[] {
  const { resolution, target } = endpoint;
  if (resolution.kind !== "own" || target.kind !== "tcp" || target.isAddress) return [];
  const addresses = resolution.resolvers.value.map(hostOf);
  const [first] = addresses;
  const host = target.host.replace(/\.$/, "");
  const isShort = !host.includes(".");
  const arePublic = addresses.every((address) => PUBLIC.has(address));
  const areCluster = addresses.every((address) => CLUSTER.test(address));
  if (first === undefined) return [];
  if (
    !(arePublic && (isShort || PRIVATE.test(host) || /\.svc\.cluster\.local$/i.test(host))) &&
    !(areCluster && (isShort || /\.svc$/i.test(host)))
  )
    return [];
  const resolvers = listed(addresses);
  const why = arePublic
    ? "and public resolvers know no such name"
    : "and nginx appends no search domain to it";
  const claim = configClaim(gateway, {
    cause: "resolver-lacks-name",
    subject: { gateway: gateway.id, upstream: upstream.id, endpoint: endpoint.endpoint },
    value: resolution.resolvers.location,
    places: [endpoint.location],
    // one resolver line, and each name that it can't know
    ground: `resolver:${resolvers}:${host}`,
    evidence: [`${host} is asked of ${resolvers}, ${why}`],
    args: { host, resolvers, address: first, isCluster: arePublic ? 0 : 1 },
  });
  return [latent(claim)];
}

/** "8.8.8.8:53" and "[2001:4860:4860::8888]:53" without their ports. */
function hostOf(address: string): string {
  return address
    .replace(/:\d+$/, "")
    .replace(/^\[(.*)\]$/, "$1")
    .toLowerCase();
}
