import { defineCheck, type Finding, needed, useful } from "../../src/model/check.ts";
import { asker, listed } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import {
  answerSentence,
  answersByServer,
  digCommand,
  nameClaim,
  needsEveryFamily,
  type ServerAnswer,
} from "../../src/testimony/name-lookup.ts";
import { connectSentence } from "../../src/testimony/path-claim.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { against, conclude, latent, root } from "../../src/testimony/verdict.ts";
import { connectionTo, isBroken, WAY_THERE } from "../../src/testimony/way-there.ts";

type Resolve = ObservationOf<"resolve">;
type Connect = ObservationOf<"connect">;

export default defineCheck({
  id: "answers-agree",
  layer: "dns",
  since: "0.1.0",
  title: "All name servers that the gateway may ask say the same",
  about: [
    "Compares the answers of all name servers that the gateway may ask. Different answers are common (load balancing, split",
    "horizon) and no fault by themselves. They are the cause of a failure only where a gateway that takes its resolvers in",
    "turn gets an address from one that fails while another's works, or where one denies a name that others know. Where",
    "the host resolves, it takes the first answer: what the others' addresses are worth is not tried.",
  ].join("\n"),
  for: "endpoint",
  needs: { resolves: needed("resolve"), connects: useful("connect") },
  causes: {
    "dns-answers-differ": {
      title: (of) => `The name servers disagree about ${of.args.name}`,
      meaning:
        "The gateway takes its name servers in turn, or the first that answers, and they do not say the same: an old zone on a " +
        "secondary, split horizon, a record that is not yet everywhere. Requests succeed or fail with the server that was asked.",
      fix: (of) =>
        fix(`Make the name servers agree about ${of.args.name}, or ask only those that do`, [
          "Compare the serial numbers of the zone (dig SOA) on all of them.",
          of.args.via === "own"
            ? configStep(
                of,
                { nginx: "resolver only servers that know this zone;" },
                "Name only resolvers that know the zone.",
              )
            : "Name only servers in /etc/resolv.conf that know the zone: the host asks the next one only after an error.",
        ]),
      verify: ({ args }) => String(args.digs).split("\n"),
      includes: [...WAY_THERE, "dns-name-not-found", "dns-no-address"],
    },
  },
  judge(look) {
    const compared = look.seen.resolves.filter(({ facts }) => facts.source === "dns");
    const findings = compared.flatMap((resolve) => differing(look, resolve, look.seen.connects));
    const servers = compared.flatMap(({ facts }) => answersByServer(facts.queries)).map(answerSentence);
    return conclude(findings, listed([...new Set(servers)]));
  },
});

function differing(look: EndpointLook, resolve: Resolve, connects: readonly Connect[]): readonly Finding[] {
  const answers = answersByServer(resolve.facts.queries, needsEveryFamily(look));
  const spoken = answers.filter(({ kind }) => kind === "answered" || kind === "denied");
  if (spoken.length < 2) return [];
  if (new Set(spoken.map(({ addresses }) => addresses.join(" "))).size === 1)
    return [
      against("dns-answers-differ", look.about.subject, 0.9, [`same answer from ${spoken.length} resolvers`]),
    ];
  const { resolution } = look.about.endpoint;
  const value = resolution.kind === "own" ? resolution.resolvers.location : undefined;
  const { args, ...about } = nameClaim(look, resolve, value);
  const { name } = resolve.request;
  const claim = {
    ...about,
    cause: "dns-answers-differ",
    ground: `answers:${name}`,
    args: { ...args, digs: spoken.map(({ server }) => digCommand(server, name)).join("\n") },
  } as const;
  const words = spoken.map(answerSentence);
  const broken = breakage(look, spoken, connects);
  if (broken !== undefined) {
    const finding = root({ ...claim, strength: broken.strength, evidence: [...words, ...broken.sentences] });
    return [broken.isPartial ? { ...finding, extent: "some" } : finding];
  }
  return isDisjoint(spoken) ? [latent({ ...claim, strength: 0.5, evidence: words }, "info")] : [];
}

/** How the difference breaks requests now; undefined where it does not. */
function breakage(look: EndpointLook, spoken: readonly ServerAnswer[], connects: readonly Connect[]) {
  const connections = ({ addresses }: ServerAnswer) =>
    addresses.flatMap((one) => connectionTo(one, connects) ?? []);
  const failing = spoken.filter((answer) => connections(answer).some(isBroken));
  const working = spoken.filter((answer) => {
    const made = connections(answer);
    return made.length > 0 && !made.some(isBroken);
  });
  const sentences = [...new Set(failing.flatMap(connections).filter(isBroken).map(connectSentence))];
  if (look.about.endpoint.resolution.kind === "own") {
    const inTurn = `${asker(look.gateway)} asks them in turn`;
    // Overlapping answers are how rotating records look; then the address itself is to blame.
    const isSplit = failing.length > 0 && working.length > 0 && isDisjoint(spoken);
    const isDenied = spoken.some(({ kind }) => kind === "denied");
    if (!isSplit && !isDenied) return undefined;
    return { strength: 0.93, sentences: [...sentences, inTurn], isPartial: true };
  }
  const isAllBroken = connects.length > 0 && connects.every(isBroken);
  return isAllBroken && isDisjoint(spoken) ? { strength: 0.5, sentences, isPartial: false } : undefined;
}

function isDisjoint(spoken: readonly ServerAnswer[]): boolean {
  const given = spoken.filter(({ addresses }) => addresses.length > 0);
  const all = given.flatMap(({ addresses }) => addresses);
  return given.length > 1 && new Set(all).size === all.length;
}
