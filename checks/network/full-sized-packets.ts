import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, duration, targetText } from "../../src/model/evidence.ts";
import { exchangeSentence, questionText } from "../../src/model/exchange.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { announcedBytes, FULL_SIZE, hasStalledBody } from "../../src/model/stalled-body.ts";
import { claim } from "../../src/testimony/claim.ts";
import { loggedAs, loggedSentence } from "../../src/testimony/logged.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

type Exchange = ObservationOf<"exchange">;

/** An answer that comes this soon was not waited for. */
const AT_ONCE_MS = 1_000;

export default defineCheck({
  id: "full-sized-packets",
  layer: "network",
  since: "0.1.0",
  title: "Packets of full size get through, in both directions",
  about: [
    "Experiments vary the size of a packet alone. Where the log shows time-outs and a small GET is answered, the same GET with",
    "a long header line: silence then means that large packets vanish on the way there. Where a GET is never answered, a HEAD:",
    "if its small answer comes at once, the large one vanished on the way back, surely if more than a packet's worth is",
    "announced. Where the header comes and nothing of a long body, its first bytes alone. All are `path-mtu-too-small`. Where",
    "on the path packets vanish can't be seen from one end.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    exchanges: needed("exchange"),
    padded: useful("exchange", "full-size"),
    small: useful("exchange", "small-answer"),
    logs: useful("log"),
  },
  causes: {
    "path-mtu-too-small": {
      title: (of) => `Small packets pass and full-sized ones vanish: ${who(of)}`,
      meaning:
        "Some hop on the way carries less than 1,500 bytes (a tunnel, VPN or overlay network), and the ICMP message that would " +
        "say so is dropped. Connections open, short requests work, and everything larger waits forever.",
      fix: (of) =>
        fix("Let ICMP “fragmentation needed” through, or make the packets smaller", [
          "Allow ICMP type 3 code 4 (IPv6: ICMPv6 type 2) in every firewall on the way.",
          "Or lower the MTU of the interface or overlay, or clamp the MSS of TCP on the hop before the tunnel.",
          `Until then net.ipv4.tcp_mtu_probing=1 lets both ends find the size by themselves (towards ${of.args.target}).`,
        ]),
      verify: ({ args }) => [`ping -M do -s 1472 -c 3 ${args.host}`, `tracepath -n ${args.host}`],
      includes: ["service-hung", "timeout-too-short"],
    },
  },
  judge(look) {
    const { seen, about } = look;
    const findings = eachStep(about, seen.exchanges, (exchange) => {
      const found =
        there(exchange, alike(exchange, seen.padded)) ??
        back(exchange, alike(exchange, seen.small)) ??
        within(exchange, alike(exchange, seen.small), seen.logs);
      if (found === undefined) return [];
      const { target } = exchange.request;
      const args = { host: target.kind === "tcp" ? target.host : target.path };
      const finding = root(claim(look, exchange, { cause: "path-mtu-too-small", ...found, args }));
      return [exchange.outcome.kind === "answered" ? { ...finding, extent: "some" } : finding];
    });
    return conclude(findings, "size makes no difference");
  },
});

interface Found {
  readonly strength: number;
  readonly evidence: readonly string[];
}

/** The request itself is too large for the path. */
function there(exchange: Exchange, padded: readonly Exchange[]): Found | undefined {
  const lost = padded.find(({ outcome }) => outcome.kind === "timed-out");
  if (exchange.outcome.kind !== "answered" || lost === undefined) return undefined;
  const evidence = [
    `the same with a header of more than 1,500 bytes: no answer within ${duration(lost.durationMs)}`,
    exchangeSentence(exchange),
  ];
  return { strength: 0.9, evidence };
}

/** The answer is. A HEAD makes the service do the same work, and announces the size that a GET would have. */
function back(exchange: Exchange, small: readonly Exchange[]): Found | undefined {
  if (exchange.outcome.kind !== "timed-out" || exchange.facts.status !== undefined) return undefined;
  const head = small.find(
    ({ facts }) => facts.status === 200 && (facts.headerMs ?? Number.POSITIVE_INFINITY) < AT_ONCE_MS,
  );
  const size = head && announcedBytes(head);
  if (head === undefined || (size !== undefined && size < FULL_SIZE)) return undefined;
  const says = size === undefined ? "" : `, and it announces ${size} bytes`;
  const evidence = [
    `${questionText(head.request)}: 200 in ${duration(head.facts.headerMs ?? 0)}${says}`,
    exchangeSentence(exchange),
  ];
  // A service may answer HEAD without the work that a GET makes.
  return { strength: size === undefined ? 0.7 : 0.85, evidence };
}

/** The header fits one packet, and the body does not. */
function within(
  exchange: Exchange,
  small: readonly Exchange[],
  logs: readonly ObservationOf<"log">[],
): Found | undefined {
  if (!hasStalledBody(exchange)) return undefined;
  const start = small.find(({ facts }) => facts.bodyBytes > 0);
  const peer = targetText(exchange.request.target);
  const [logged] = loggedAs(logs, ["body-timeout"], (event) => event.peer === peer);
  if (start === undefined && logged === undefined) return undefined;
  const evidence = [
    `${exchangeSentence(exchange)}, and nothing of the ${announcedBytes(exchange)} bytes that it announces`,
    ...(start === undefined
      ? []
      : [`of the same body the first ${start.facts.bodyBytes} bytes come at once`]),
    ...(logged === undefined ? [] : [loggedSentence(logged)]),
  ];
  return { strength: start === undefined ? 0.8 : 0.9, evidence };
}
