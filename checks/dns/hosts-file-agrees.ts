import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { listed, shellQuote } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import { answerSentence, answersByServer, digCommand, nameClaim } from "../../src/testimony/name-lookup.ts";
import { connectSentence } from "../../src/testimony/path-claim.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude, latent, root } from "../../src/testimony/verdict.ts";
import { connectionTo, isBroken, WAY_THERE } from "../../src/testimony/way-there.ts";

export default defineCheck({
  id: "hosts-file-agrees",
  layer: "dns",
  since: "0.1.0",
  title: "The hosts file does not send the gateway elsewhere than DNS would",
  about: [
    "Where the hosts file gives the name's address, it asks DNS as well and compares. A difference is most often there on",
    "purpose and no more than a note; where every connection to the hosts file's addresses fails, it is the cause.",
    "Whether DNS's addresses would work is not tried: the gateway does not use them.",
  ].join("\n"),
  for: "endpoint",
  needs: { resolves: needed("resolve"), connects: useful("connect") },
  causes: {
    "dns-hosts-override": {
      title: (of) =>
        `The hosts file says ${of.args.mapped} for ${of.args.name}, and DNS says ${of.args.published}`,
      meaning:
        "A line of the hosts file takes precedence over DNS on this host, and what it says is not what DNS says. Often it was " +
        "meant for a migration or a test and has stayed.",
      fix: (of) =>
        fix(`Take the line for ${of.args.name} out of the hosts file, and reload the gateway`, [
          "In a container the hosts file is written from extra_hosts, --add-host or hostAliases.",
        ]),
      verify: ({ args }) => [`grep -nwF ${shellQuote(String(args.name))} /etc/hosts`, String(args.dig)],
      includes: [...WAY_THERE],
    },
  },
  judge(look) {
    const findings = look.seen.resolves
      .filter(({ facts }) => facts.source === "hosts-file")
      .flatMap((resolve) => overridden(look, resolve, look.seen.connects));
    return conclude(findings, "the hosts file does not contradict DNS");
  },
});

function overridden(
  look: EndpointLook,
  resolve: ObservationOf<"resolve">,
  connects: readonly ObservationOf<"connect">[],
) {
  const answers = answersByServer(resolve.facts.queries).filter(({ kind }) => kind === "answered");
  const fromFile = resolve.facts.addresses.map(({ address }) => address);
  const fromDns = [...new Set(answers.flatMap(({ addresses }) => addresses))];
  if (fromDns.length === 0 || fromDns.some((address) => fromFile.includes(address))) return [];
  const { name } = resolve.request;
  const { args, ...about } = nameClaim(look, resolve);
  const made = fromFile.flatMap((address) => connectionTo(address, connects) ?? []);
  const claim = {
    ...about,
    cause: "dns-hosts-override",
    ground: `hosts-file:${name}`,
    evidence: [
      `the hosts file says ${fromFile.join(", ")} for ${name}`,
      ...answers.map(answerSentence),
      ...made.map(connectSentence),
    ],
    args: {
      ...args,
      mapped: listed(fromFile),
      published: listed(fromDns),
      dig: digCommand(answers[0]?.server, name),
    },
  } as const;
  const isFailing = made.length > 0 && made.every(isBroken);
  // A line that works is most often there on purpose.
  return [isFailing ? root({ ...claim, strength: 0.88 }) : latent({ ...claim, strength: 0.9 }, "info")];
}
