import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { asker } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { similarName } from "../../src/model/similar-name.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import { knownWithin } from "../../src/testimony/container-place.ts";
import {
  answerSentence,
  answersByServer,
  nameClaim,
  needsEveryFamily,
} from "../../src/testimony/name-lookup.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { against, conclude, root, skip } from "../../src/testimony/verdict.ts";

type Resolve = ObservationOf<"resolve">;

export default defineCheck({
  id: "name-resolves",
  layer: "dns",
  since: "0.1.0",
  title: "The endpoint's name has an address, as the gateway asks for it",
  about: [
    "Asks for the name as the gateway does: as the host does when it starts (hosts file, resolv.conf with its search list),",
    "or of the gateway's own resolvers, which know neither hosts file nor search list. NXDOMAIN is `dns-name-not-found`, a",
    "name without addresses `dns-no-address`. A single word in a route that is no upstream and resolves nowhere is most",
    "likely meant to be one: `upstream-undefined`. A gateway that has resolved the name long ago goes on with the old",
    "address until it is reloaded; that is not seen here.",
  ].join("\n"),
  for: "endpoint",
  needs: { resolves: needed("resolve"), containers: useful("containers") },
  causes: {
    "dns-name-not-found": {
      title: (of) => `The name ${of.args.name} does not exist, as ${of.args.asker} asks for it`,
      meaning:
        "The name servers say that there is no such name (NXDOMAIN), and no hosts file gives it. A gateway that resolves names " +
        "when it starts refuses its whole config then; one that resolves at run time fails each request.",
      fix: (of) =>
        fix(`Correct the name ${of.args.name}, or add it to DNS`, [
          ...(of.args.isShort === 1
            ? [
                configStep(
                  of,
                  { nginx: `write the full name with its domain: nginx's resolver knows no search list` },
                  "Write the full name, with its domain.",
                ),
              ]
            : []),
          ...(of.args.via === "own"
            ? ["The hosts file is not read at run time: what `getent hosts` finds proves nothing here."]
            : []),
          ...(of.args.via === "own"
            ? [
                configStep(
                  of,
                  {
                    nginx:
                      "or name it in an upstream block: nginx then resolves it as the host does, once, at start.",
                  },
                  "Or make the host resolve it at start.",
                ),
              ]
            : []),
          "If the record is new: negative answers are cached for some minutes.",
        ]),
      verify: ({ args }) => [String(args.look)],
      includes: [],
    },
    "dns-no-address": {
      title: (of) => `The name ${of.args.name} exists and has no address that ${of.args.asker} asks for`,
      meaning:
        "The name is in DNS with other records (TXT, MX, SRV), or only with an address of the family that the gateway does not " +
        'ask for. nginx writes "Host not found" for it too.',
      fix: (of) =>
        fix(`Add an A or AAAA record to ${of.args.name}, or name another host`, [
          `Asked for: ${of.args.types}.`,
          "If it has an IPv6 address only, let the gateway ask for IPv6 too.",
        ]),
      verify: ({ args }) => [String(args.look), String(args.look).replace(/ A$/, " ANY")],
      includes: [],
    },
    "upstream-undefined": {
      title: (of) =>
        of.args.similar
          ? `No upstream is called ${of.args.name}: ${of.args.similar} is`
          : of.args.kind === "envoy"
            ? `No cluster is called ${of.args.name || who(of)}`
            : `No upstream is called ${of.args.name || who(of)}${of.args.kind === "haproxy" ? "" : ", and no host is either"}`,
      meaning:
        "A route leads to a name that no upstream block defines. The gateway takes it for a host name then, and nothing " +
        "resolves that. nginx says `host not found in upstream` and does not start; Envoy answers 503 with the flag NC.",
      fix: (of) =>
        fix(
          of.args.similar
            ? `Write ${of.args.similar} instead of ${of.args.name}`
            : of.args.kind === "envoy"
              ? `Define a cluster ${of.args.name}, or name one that exists`
              : `Define an upstream ${of.args.name}, or name a host that exists`,
          [
            configStep(
              of,
              {
                nginx: of.args.similar
                  ? `proxy_pass http://${of.args.similar};`
                  : `upstream ${of.args.name} { server HOST:PORT; } in the http block, or a host name with its domain.`,
              },
              "Define it, or correct the name.",
            ),
          ],
        ),
      verify: (of) => [String(of.args.look || of.args.test)],
      includes: ["dns-name-not-found", "dns-no-address", "dns-server-failure", "dns-resolver-unreachable"],
    },
  },
  judge(look) {
    const { seen } = look;
    const { target } = look.about.endpoint;
    const within = target.kind === "tcp" ? knownWithin(target, look.seen.containers) : undefined;
    if (within !== undefined) return skip(within);
    const findings = seen.resolves.flatMap((resolve) => {
      if (resolve.facts.addresses.length > 0) return found(look, resolve);
      return isMeantAsUpstream(look, resolve)
        ? [undefinedUpstream(look, resolve)]
        : unknownName(look, resolve);
    });
    const [first] = seen.resolves;
    return conclude(findings, first === undefined ? "" : addressesSentence(first));
  },
});

/** An address rules out that the name is unknown, unless the gateway falls over what was said of the other family. */
function found(look: EndpointLook, resolve: Resolve) {
  if (isSpoiled(look, resolve)) return unknownName(look, resolve);
  return (["dns-name-not-found", "dns-no-address"] as const).map((cause) =>
    against(cause, look.about.subject, 0.9, [addressesSentence(resolve)]),
  );
}

/** What DNS says of a name that the hosts file has is for comparison alone: whoever reads that file goes by it. */
function isSpoiled(look: EndpointLook, { facts }: Resolve): boolean {
  if (facts.addresses.length === 0 || !needsEveryFamily(look)) return false;
  const answers = answersByServer(facts.queries, true);
  return answers.length > 0 && answers.every(({ kind }) => kind !== "answered");
}

function addressesSentence({ request, facts, outcome }: Resolve): string {
  if (facts.addresses.length === 0) return `${request.name}: ${outcome.reason}`;
  const from = facts.source === "hosts-file" ? " by the hosts file" : "";
  return `${request.name} resolves to ${facts.addresses.map(({ address }) => address).join(", ")}${from}`;
}

/** A single word written in a route, for the host to resolve at start. */
function isMeantAsUpstream({ about }: EndpointLook, { request, outcome }: Resolve): boolean {
  const isLiteral = about.upstream.form === "literal" && about.endpoint.resolution.kind === "system";
  const wasAsked = outcome.kind !== "not-tried" && outcome.kind !== "probe-broken";
  return isLiteral && wasAsked && !request.name.includes(".");
}

function undefinedUpstream(look: EndpointLook, resolve: Resolve) {
  const { name } = resolve.request;
  const { subject, locations, args } = nameClaim(look, resolve);
  const groups = look.gateway.upstreams
    .filter(({ form }) => form === "group")
    .map((upstream) => upstream.name);
  const similar = similarName(name, groups) ?? "";
  const isDenied = resolve.outcome.kind === "not-found";
  return root({
    cause: "upstream-undefined",
    // With a resolver that fails, the name might exist after all.
    strength: (isDenied ? 0.93 : 0.78) + (similar === "" ? 0 : 0.04),
    subject,
    ground: `name:${name}`,
    locations,
    evidence: [
      `no upstream is called ${name}${similar === "" ? "" : `, and one is called ${similar}`}`,
      ...evidenceOf(look, resolve),
    ],
    args: { ...args, similar },
  });
}

function unknownName(look: EndpointLook, resolve: Resolve) {
  const { request, outcome } = resolve;
  const answers = answersByServer(resolve.facts.queries, needsEveryFamily(look));
  const denied = answers.filter(({ kind }) => kind === "denied");
  // Where some server fails, that is the better explanation; `resolver-answers` tells it.
  const isWhole = denied.length > 0 && denied.length === answers.length;
  const strength = outcome.kind === "not-found" ? 0.95 : isWhole ? 0.9 : denied.length > 0 ? 0.4 : 0;
  if (strength === 0) return [];
  const { subject, locations, args } = nameClaim(look, resolve);
  const types = request.families.map((family) => (family === "ipv4" ? "A" : "AAAA")).join(" and ");
  const cause = outcome.code === "NODATA" ? "dns-no-address" : "dns-name-not-found";
  const isOwn = look.about.endpoint.resolution.kind === "own";
  const isShort = isOwn && !request.name.replace(/\.$/, "").includes(".") ? 1 : 0;
  const evidence = [...evidenceOf(look, resolve), ...consequence(look, resolve, isShort === 1)];
  const ground = `name:${request.name}`;
  return [root({ cause, strength, subject, ground, locations, evidence, args: { ...args, types, isShort } })];
}

function evidenceOf(look: EndpointLook, resolve: Resolve): readonly string[] {
  const answers = answersByServer(resolve.facts.queries, needsEveryFamily(look)).filter(
    ({ kind }) => kind !== "answered",
  );
  const searched = [...new Set(resolve.facts.queries.map(({ name }) => name))];
  const sentences = answers.map(answerSentence);
  if (searched.length > 1) sentences.push(`tried with the search list: ${searched.join(", ")}`);
  return sentences.length > 0 ? sentences : [addressesSentence(resolve)];
}

function consequence(look: EndpointLook, resolve: Resolve, isShort: boolean): readonly string[] {
  const { about, gateway } = look;
  const { resolution } = about.endpoint;
  if (resolution.kind === "system" && resolution.when === "run-time")
    return [`${asker(gateway)} asks for it while it runs: what needs it fails until it is there`];
  if (resolution.kind !== "own")
    return [`${asker(gateway)} resolves it when it starts, and does not start without it`];
  const inHosts = resolve.facts.hostsFileAddresses.join(", ");
  return [
    ...(isSpoiled(look, resolve)
      ? [`${asker(gateway)} asks for A and AAAA, and NXDOMAIN to one of them fails the name`]
      : []),
    ...(inHosts === ""
      ? []
      : [`the hosts file says ${inHosts}, and ${asker(gateway)} does not read it at run time`]),
    ...(isShort ? [`${asker(gateway)} asks for the name as it stands, without a search list`] : []),
  ];
}
