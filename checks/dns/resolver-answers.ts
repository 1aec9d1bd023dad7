import { type CauseArgs, defineCheck, needed, useful } from "../../src/model/check.ts";
import { asker, duration, listed } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import { knownWithin } from "../../src/testimony/container-place.ts";
import {
  answerSentence,
  answersByServer,
  digCommand,
  nameClaim,
  needsEveryFamily,
  type ServerAnswer,
} from "../../src/testimony/name-lookup.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { against, type Claim, conclude, latent, root, skip } from "../../src/testimony/verdict.ts";

type Resolve = ObservationOf<"resolve">;

/** nginx goes on to its next resolver after 5 s of silence (resend_timeout in ngx_resolver.c, the same in 1.22 to 1.29). */
const NEXT_SERVER_AFTER_MS = 5_000;
const SPARES = {
  "at-once": "asks all its resolvers at once, and takes the first address that it is told",
  next: "asks its next resolver where one fails",
} as const;
/** A lookup that takes longer is felt, whatever the gateway's limit is. */
const SLOW_MS = 2_000;

export default defineCheck({
  id: "resolver-answers",
  layer: "dns",
  since: "0.1.0",
  title: "Every name server that the gateway may ask answers, and soon",
  about: [
    "Asks each name server that the gateway may ask, not only the first. No answer at all is `dns-resolver-unreachable`, an",
    "error (SERVFAIL, REFUSED, FORMERR, NOTIMP) `dns-server-failure`. Where others still answer it depends on who asks: the",
    "host's resolver goes on to the next server, so nothing fails yet; a gateway with resolvers of its own takes them",
    "in turn, and passes an error on: then a part of its lookups fails. Silence of one of several costs it 5 s a lookup.",
  ].join("\n"),
  for: "endpoint",
  needs: { resolves: needed("resolve"), containers: useful("containers") },
  causes: {
    "dns-resolver-unreachable": {
      title: (of) =>
        `${atStart(serversText(of.args.servers, of.args.count))} ${of.args.count === 1 ? "does" : "do"} not answer`,
      meaning:
        "Questions to the name server get no answer, or the host says that nothing listens on port 53. The server is down, the " +
        "address is wrong (127.0.0.53 and 127.0.0.11 exist only on their own host or container), or a firewall is between.",
      fix: (of) =>
        fix(`Bring ${inSentence(serversText(of.args.servers, of.args.count))} up, or name another resolver`, [
          of.args.via === "own"
            ? configStep(of, { nginx: "resolver an address that answers;" }, "Name a resolver that answers.")
            : "Name a server that answers in /etc/resolv.conf (or in what writes it: systemd-resolved, NetworkManager, DHCP).",
          "Check whether UDP and TCP port 53 from the gateway to the server are open.",
          ...withoutIpv6(of),
        ]),
      verify: ({ args }) => [String(args.dig)],
      includes: [],
    },
    "dns-server-failure": {
      title: (of) =>
        `${atStart(serversText(of.args.servers, of.args.count))} ${of.args.count === 1 ? "answers" : "answer"} ${of.args.code}`,
      meaning:
        "The name server answers with an error instead of an address. SERVFAIL: it can't reach the servers of that zone, or " +
        "DNSSEC validation fails. REFUSED: it does not serve this client, or not this zone.",
      fix: (of) =>
        fix(
          `Repair ${inSentence(serversText(of.args.servers, of.args.count))} for ${of.args.name}, or ask another resolver`,
          [
            of.args.code === "REFUSED"
              ? "Make the server answer the gateway's address (allow-query, allow-recursion), or ask the one that serves the zone."
              : "Look at the server's log: an unreachable forwarder and a failed DNSSEC validation are the usual reasons.",
            of.args.via === "own"
              ? configStep(
                  of,
                  { nginx: "resolver an address that answers for this name;" },
                  "Or name another resolver.",
                )
              : "Or name another server in /etc/resolv.conf.",
            ...withoutIpv6(of),
          ],
        ),
      verify: ({ args }) => [String(args.dig), `${args.dig} +cd`],
      includes: [],
    },
    "dns-slow": {
      title: (of) => `Resolving ${of.args.name} takes ${of.args.took}`,
      meaning:
        "Each lookup that is not cached takes so long that little is left of the time the gateway gives a connection, or that " +
        "its users feel it.",
      fix: (of) =>
        fix("Ask a name server that is nearer, or that caches", [
          `Find out why ${serversText(of.args.servers, of.args.count)} is slow: its forwarders, its load, the way there.`,
        ]),
      verify: ({ args }) => [String(args.dig)],
      includes: [],
    },
  },
  judge(look) {
    const { target } = look.about.endpoint;
    const within = target.kind === "tcp" ? knownWithin(target, look.seen.containers) : undefined;
    if (within !== undefined) return skip(within);
    const asked = look.seen.resolves.filter(
      ({ facts }) => facts.queries.length > 0 && facts.source !== "hosts-file",
    );
    if (asked.length === 0) return skip("no name server is asked for this endpoint");
    const findings = asked.flatMap((resolve) => {
      const answers = answersByServer(resolve.facts.queries, needsEveryFamily(look));
      const bad = [...failing(look, resolve, answers), ...slow(look, resolve, answers)];
      return bad.length > 0 || answers.length === 0 ? bad : allWell(look, answers);
    });
    const servers = asked.flatMap(({ facts }) => answersByServer(facts.queries)).map(answerSentence);
    return conclude(findings, listed([...new Set(servers)]));
  },
});

function serversText(servers: string | number | undefined, count: string | number | undefined): string {
  return count === 1 ? `the name server ${servers}` : `the name servers ${servers}`;
}

/** As a sentence begins. */
function atStart(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function allWell(look: EndpointLook, answers: readonly ServerAnswer[]) {
  const evidence = answers.map(({ server, query }) => `${server} answers in ${duration(query.durationMs)}`);
  const out = ["dns-resolver-unreachable", "dns-server-failure"] as const;
  return out.map((cause) => against(cause, look.about.subject, 0.9, evidence));
}

function inSentence(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Where the server fails for IPv6 alone, nobody may need that question. */
function withoutIpv6(of: CauseArgs): readonly string[] {
  if (of.args.type !== "AAAA" || of.args.via !== "own") return [];
  return [
    configStep(
      of,
      { nginx: "or ipv6=off behind the resolver's address: then it asks for IPv4 alone (nginx 1.5.8)." },
      "Or ask for IPv4 addresses alone.",
    ),
  ];
}

function everyFamilyNote(look: EndpointLook, { query }: ServerAnswer): readonly string[] {
  if (query.type !== "AAAA" || !needsEveryFamily(look)) return [];
  return [`${asker(look.gateway)} asks for A and AAAA, and one error fails the name`];
}

function failing(look: EndpointLook, resolve: Resolve, answers: readonly ServerAnswer[]) {
  const spoken = answers.filter(({ kind }) => kind === "answered" || kind === "denied");
  const silent = answers.filter(({ kind }) => kind === "silent");
  const failed = answers.filter(({ kind }) => kind === "failed");
  return [
    ...accuse(look, resolve, "dns-resolver-unreachable", silent, spoken),
    ...accuse(look, resolve, "dns-server-failure", failed, spoken),
  ];
}

function accuse(
  look: EndpointLook,
  resolve: Resolve,
  cause: "dns-resolver-unreachable" | "dns-server-failure",
  bad: readonly ServerAnswer[],
  spoken: readonly ServerAnswer[],
) {
  const [first] = bad;
  if (first === undefined) return [];
  const { claim, patience } = serverClaim(look, resolve, bad);
  const sentences = [...bad.map(answerSentence), ...everyFamilyNote(look, first)];
  if (spoken.length === 0) {
    const { form, endpoints } = look.about.upstream;
    // A lone word in a route is more likely an upstream that is missing: `name-resolves` says so.
    const isWord = form === "literal" && endpoints.length === 1 && !resolve.request.name.includes(".");
    const strength =
      isWord && resolve.request.via.kind === "system" ? 0.55 : patience === undefined ? 0.95 : 0.85;
    const evidence = patience === undefined ? sentences : [...sentences, patience];
    return [root({ ...claim, cause, strength, evidence })];
  }
  const evidence = [...sentences, ...spoken.map(answerSentence)];
  return besideOthers(look, resolve, { ...claim, cause, strength: 0.9, evidence }, first);
}

/** What a bad server costs while another one answers: that depends on who asks them, and in which order. */
function besideOthers(look: EndpointLook, resolve: Resolve, claim: Claim, bad: ServerAnswer) {
  const { resolution } = look.about.endpoint;
  const noted = (note: string): Claim => ({ ...claim, evidence: [...claim.evidence, note] });
  if (resolution.kind !== "own")
    return resolve.facts.queries[0]?.server === bad.server
      ? [latent(noted("the host waits for this server first"), "warning")]
      : [latent(noted("the host asks it only when the others fail"), "info")];
  if (resolution.spares !== undefined)
    return [latent(noted(`${asker(look.gateway)} ${SPARES[resolution.spares]}`))];
  const inTurn = `${asker(look.gateway)} takes its resolvers in turn`;
  if (claim.cause === "dns-resolver-unreachable" && resolution.timeoutMs.value > NEXT_SERVER_AFTER_MS) {
    const after = duration(NEXT_SERVER_AFTER_MS);
    return [latent(noted(`${inTurn}, and goes on to the next one after ${after}`))];
  }
  return [{ ...root(noted(`${inTurn}: a part of the lookups fails`)), extent: "some" as const }];
}

function serverClaim(look: EndpointLook, resolve: Resolve, bad: readonly ServerAnswer[]) {
  const { resolution } = look.about.endpoint;
  const value = resolution.kind === "own" ? resolution.resolvers.location : undefined;
  const { subject, locations, args } = nameClaim(look, resolve, value);
  const servers = bad.map(({ server }) => server).sort();
  const { timeoutMs } = resolve.request;
  const limit = resolution.kind === "own" ? resolution.timeoutMs.value : timeoutMs;
  const isShort = timeoutMs < limit && bad.some(({ kind }) => kind === "silent");
  return {
    patience: isShort
      ? `uhc waited ${duration(timeoutMs)}, and ${asker(look.gateway)} would wait ${duration(limit)}`
      : undefined,
    claim: {
      subject,
      locations,
      ground: `resolver:${servers.join(",")}`,
      args: {
        ...args,
        servers: listed(servers),
        count: servers.length,
        code: bad[0]?.query.outcome.code ?? "an error",
        type: bad[0]?.query.type ?? "A",
        dig: digCommand(servers[0], resolve.request.name, bad[0]?.query.type),
      },
    },
  };
}

function slow(look: EndpointLook, resolve: Resolve, answers: readonly ServerAnswer[]) {
  const used = answers.find(({ kind }) => kind === "answered");
  if (used === undefined) return [];
  const took = used.query.durationMs;
  const limits = look.about.routes.map(({ forward }) => forward.timeouts.connectMs.value);
  if (took <= Math.min(SLOW_MS, ...limits.map((ms) => ms / 2))) return [];
  const { claim } = serverClaim(look, resolve, [used]);
  const args = { ...claim.args, took: duration(took) };
  const evidence = [`${used.server} answers for ${resolve.request.name} after ${duration(took)}`];
  const isOwn = look.about.endpoint.resolution.kind === "own";
  return [latent({ ...claim, args, cause: "dns-slow", strength: 0.8, evidence }, isOwn ? "warning" : "info")];
}
