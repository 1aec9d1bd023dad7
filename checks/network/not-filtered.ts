import { defineCheck, needed, useful } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { asker, shellQuote, targetText } from "../../src/model/evidence.ts";
import type { Block } from "../../src/model/firewall.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import type { Subject } from "../../src/model/subject.ts";
import { endpointsAt } from "../../src/testimony/endpoints-at.ts";
import { connectSentence, pathClaim, sharedThing, whereTo } from "../../src/testimony/path-claim.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { ruleArgs, ruleCommands, ruleSteps } from "../../src/testimony/rule-remedy.ts";
import { against, conclude, root } from "../../src/testimony/verdict.ts";

type Connect = ObservationOf<"connect">;

/** Nobody is given up so soon by himself: a host that is missing from its network takes about three seconds. */
const AT_ONCE_MS = 1_000;

export default defineCheck({
  id: "not-filtered",
  layer: "network",
  since: "0.1.0",
  title: "No rule refuses the connection",
  about: [
    "Firewalls that reject answer with ICMP, and the system turns that into an error that comes at once. EACCES and EPERM",
    'over TCP are always a rule or a policy; "no route to host" at once is more often a rule (firewalld and RHEL reject',
    "so by default) than a router's word. It is surely a rule when the same address accepts or refuses on another port.",
    "This host's own rules (nftables, iptables of either kind) are followed as the first packet would go, in order, with jumps,",
    "sets and policies: one that drops or rejects it is named, with the program that keeps it. A rule that asks what can't be",
    "known from here ends the walk, which goes under the account of the workers where the config names it, and other hosts' rules that drop are not seen: that is `connect-timeout`.",
  ].join("\n"),
  for: "gateway",
  needs: { connects: needed("connect"), firewall: useful("firewall") },
  causes: {
    "firewall-blocks": {
      title: (of) =>
        of.args.chain === undefined
          ? `A rule refuses connections to ${whereTo(of)}`
          : `A rule of this host stops connections to ${whereTo(of)}`,
      meaning:
        "Somebody on the way answers in the host's place that this traffic is not wanted: a firewall that rejects, on the " +
        "host, on a router or on the gateway itself, or a route of type `prohibit`.",
      fix: (of) =>
        fix(
          `Allow the gateway's address to ${sharedThing(of.args.shared) ?? of.args.target}`,
          of.args.chain === undefined
            ? [
                "Look on the gateway's own host first, then on the service's host, then at what lies between.",
                "firewalld and the default rules of RHEL end in REJECT with icmp-host-prohibited: a port has to be opened there.",
              ]
            : ruleSteps(of.args),
          of.args.chain === undefined
            ? [
                "nft list ruleset",
                `ip route get ${shellQuote(String(of.args.host))}`,
                `firewall-cmd --add-port=${of.args.port}/tcp --permanent && firewall-cmd --reload`,
              ]
            : ruleCommands(of.args),
        ),
      verify: ({ args }) => [String(args.reach)],
      includes: [],
      leadsTo: ["connect-timeout", "port-refused", "host-unreachable", "network-unreachable"],
    },
  },
  judge({ gateway, seen }) {
    const spoken = addressesThatSpeak(seen.connects);
    const blocks = seen.firewall.flatMap(({ facts }) => facts.blocks);
    const findings = seen.connects.flatMap((connect) => {
      const block = blockBehind(connect, blocks) ?? blockOfAccount(connect, blocks);
      return block === undefined ? judgeOne(gateway, connect, spoken) : blocked(gateway, connect, block);
    });
    return conclude(findings, "no visible rule refuses a connection");
  },
});

/** The rule of this host that stops this connection, where it ended as such a rule would have it. */
function blockBehind({ request, outcome }: Connect, blocks: readonly Block[]): Block | undefined {
  const { target, sourceAddress } = request;
  if (target.kind !== "tcp") return undefined;
  const ends = { drop: ["timed-out"], reject: ["refused", "unreachable", "not-allowed"] } as const;
  return blocks.find(
    ({ host, port, source, action }) =>
      host === target.host &&
      port === target.port &&
      source === sourceAddress &&
      ends[action].some((kind) => kind === outcome.kind),
  );
}

/** The rule of this host that stops this connection where the gateway's workers open it: uhc runs under another account. */
function blockOfAccount({ request, outcome }: Connect, blocks: readonly Block[]): Block | undefined {
  const { target, sourceAddress } = request;
  if (target.kind !== "tcp" || outcome.kind !== "answered") return undefined;
  return blocks.find(
    ({ host, port, source, rule }) =>
      host === target.host && port === target.port && source === sourceAddress && ASKS_ACCOUNT.test(rule),
  );
}

const ASKS_ACCOUNT = /\bskuid\b|--uid-owner /;

function blocked(gateway: Gateway, connect: Connect, block: Block) {
  const { action, chain, rule } = block;
  const does = action === "drop" ? "drops" : "rejects";
  const isOurs = connect.outcome.kind !== "answered";
  const whose = isOurs ? "it" : `what the account of ${asker(gateway)}'s workers sends`;
  const evidence = [`a rule of this host ${does} ${whose}, in the chain ${chain}: ${rule}`];
  const accusation = {
    cause: "firewall-blocks",
    strength: 0.96,
    ground: `rule:${chain} ${rule}`,
    evidence,
    args: ruleArgs(block),
  } as const;
  return endpointsAt(gateway, connect).flatMap((about) => {
    const claim = pathClaim({ gateway, about }, connect, accusation);
    const reach = `runuser -u ${shellQuote(gateway.user?.value ?? "www-data")} -- ${claim.args.reach}`;
    const evidenceOf = [...evidence, "a connection of uhc's own, under another account, opens"];
    const found = root(isOurs ? claim : { ...claim, evidence: evidenceOf, args: { ...claim.args, reach } });
    const innocent = ["connect-timeout", "port-refused", "host-unreachable", "network-unreachable"] as const;
    return [found, ...innocent.map((cause) => against(cause, found.subject, 0.9, evidence))];
  });
}

/** Address → a port of it at which the host itself took a connection or refused it. */
function addressesThatSpeak(connects: readonly Connect[]): ReadonlyMap<string, Connect> {
  const spoken = new Map<string, Connect>();
  for (const connect of connects)
    if (connect.request.target.kind === "tcp" && ["answered", "refused"].includes(connect.outcome.kind))
      spoken.set(connect.request.target.host, connect);
  return spoken;
}

function judgeOne(gateway: Gateway, connect: Connect, spoken: ReadonlyMap<string, Connect>) {
  const { target } = connect.request;
  if (target.kind === "unix") return [];
  if (connect.outcome.kind === "answered")
    return connect.subjects.map(({ route: _, ...subject }) =>
      against("firewall-blocks", subject, 0.95, [connectSentence(connect)]),
    );
  const neighbour = spoken.get(target.host);
  const reason = ruleBehind(connect, neighbour);
  if (reason === undefined) return [];
  const accusation = { cause: "firewall-blocks", ...reason } as const;
  return endpointsAt(gateway, connect).flatMap((about) => {
    const found = root(pathClaim({ gateway, about }, connect, accusation));
    return [found, ...(neighbour === undefined ? [] : reachedElsewhere(found.subject, neighbour))];
  });
}

/** A host that answers on another port is neither off nor beyond a missing route. */
function reachedElsewhere(subject: Subject, neighbour: Connect) {
  const evidence = [connectSentence(neighbour)];
  return (["host-unreachable", "network-unreachable"] as const).map((cause) =>
    against(cause, subject, 0.9, evidence),
  );
}

function ruleBehind({ outcome, durationMs, facts }: Connect, neighbour: Connect | undefined) {
  const { code } = outcome;
  if (code === "EACCES")
    return {
      strength: 0.9,
      evidence: [
        facts.failedHere === true
          ? "no packet was sent: a route of this host itself prohibits the address"
          : "EACCES over TCP comes from a rule, or from a route of type prohibit",
      ],
    };
  if (code === "EPERM")
    return {
      strength: 0.8,
      evidence: ["EPERM over TCP comes from a policy of this host (cgroup BPF, seccomp)"],
    };
  if (code === "ENOPROTOOPT")
    return { strength: 0.8, evidence: ['"protocol unreachable" for TCP is only ever sent by a rule'] };
  if (code !== "EHOSTUNREACH" && code !== "ENETUNREACH") return undefined;
  // This host's own routes are no rule of anybody's on the way.
  if (durationMs >= AT_ONCE_MS || facts.failedHere === true) return undefined;
  if (neighbour !== undefined)
    return {
      strength: 0.95,
      evidence: [`the same host answers on another port: ${neighbourText(neighbour)}`],
    };
  if (code === "ENETUNREACH") return undefined;
  return { strength: 0.65, evidence: ["it came at once: a host that is off takes about 3 s to be missed"] };
}

function neighbourText({ request, outcome }: Connect): string {
  return `${targetText(request.target)} ${outcome.kind === "answered" ? "accepts" : "refuses"}`;
}
