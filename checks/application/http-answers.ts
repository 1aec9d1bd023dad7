import { defineCheck, useful } from "../../src/model/check.ts";
import { alike, asker, quoted } from "../../src/model/evidence.ts";
import {
  cameEmpty,
  cure,
  exchangeSentence,
  otherServer,
  questionText,
  wasCut,
  wasReset,
} from "../../src/model/exchange.ts";
import { completes, handshakeSentence, wasTried } from "../../src/model/handshake.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { eachStep, lastSteps } from "../../src/testimony/steps.ts";
import { conclude, latent, root } from "../../src/testimony/verdict.ts";

type Handshake = ObservationOf<"handshake">;
type Exchange = ObservationOf<"exchange">;
type Look = Parameters<typeof claim>[0];

/** A body that ends before the length that its header announced. */
const CUT_BODY = /closed before the announced end/;
const FRAMING_FAULT = /Content-Length|Transfer-Encoding/;

export default defineCheck({
  id: "http-answers",
  layer: "application",
  since: "0.1.0",
  title: "The service gives a whole answer in the protocol that it is asked in",
  about: [
    "Sends the gateway's request and reads the answer strictly. A banner of another kind of server is `wrong-service`, an",
    "answer that breaks the protocol's rules `response-malformed`, an orderly close before a whole answer",
    "`connection-closed-early`. A reset before the first byte is left to `connection-reset`, and everything that one",
    "change cures (TLS, HTTP version, PROXY protocol) to the check of that change. Why a service closes, only its log",
    "tells.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    handshakes: useful("handshake"),
    exchanges: useful("exchange"),
    again: useful("exchange", "repeat"),
    overTls: useful("handshake", "transport"),
    plaintext: useful("exchange", "transport"),
    otherVersion: useful("exchange", "http-version"),
    proxied: useful("exchange", "proxy-protocol"),
    otherProtocol: useful("exchange", "protocol"),
    withoutHost: useful("exchange", "host-header"),
  },
  causes: {
    "connection-closed-early": {
      title: (of) => `The connection is closed before a whole answer: ${who(of)}`,
      meaning:
        "The service takes the request and closes the connection without an answer, or in the middle of one: a worker " +
        "that crashes or is killed at its own time limit, a limit on connections, or another protocol than the gateway's.",
      fix: (of) =>
        fix(`Find out in the service's own log why ${of.args.target} closes`, [
          "Look in its log for the moment of this request: a crash, a worker timeout, a refused connection.",
          "Check whether the service expects another protocol on this port (FastCGI, uwsgi, TLS, HTTP/2).",
        ]),
      verify: ({ args }) => [String(args.curl)],
      includes: [],
    },
    "response-malformed": {
      title: (of) => `What comes back breaks the rules of HTTP: ${who(of)}`,
      meaning:
        "The gateway can't use an answer that is not HTTP, or HTTP with contradicting or invalid header lines, and turns " +
        "it into its own error.",
      fix: (of) =>
        fix("Correct the answer at the service", [
          `What is wrong with it: ${of.args.rule}.`,
          "Often two layers of one framework both write a header; leave it to one of them.",
        ]),
      verify: ({ args }) => [`${args.curl} --output - | head -c 300`.replace(" -o /dev/null", "")],
      includes: [],
    },
    "wrong-service": {
      title: (of) => `${of.args.server} answers where a web service is expected: ${who(of)}`,
      meaning: "The address or port in the config is that of another kind of server.",
      fix: (of) =>
        fix(`Name the port of the service instead of ${of.args.target}`, [
          "Correct port or address on the endpoint's line.",
        ]),
      verify: ({ args }) => [String(args.curl)],
      includes: [
        "response-malformed",
        "connection-closed-early",
        "connection-reset",
        "tls-sni-required",
        "tls-to-plaintext-port",
        "upstream-protocol-mismatch",
      ],
    },
  },
  judge(look) {
    const { seen, about } = look;
    const steps = lastSteps(seen.handshakes, [...seen.exchanges, ...seen.again]).filter(
      (each) => wasTried(each) && speaksWeb(each),
    );
    const findings = eachStep(about, steps, (step) => {
      const server = otherServer(step.facts.spoke);
      if (server !== undefined) return [wrongService(look, step, server)];
      if (step.kind !== "exchange")
        return wasDropped(step) ? mute(look, step, alike(step, seen.plaintext)) : [];
      const varied = alike(step, [...seen.otherVersion, ...seen.proxied, ...seen.otherProtocol]);
      if (cure(step, varied) !== undefined) return [];
      if (namedOnPage(step) !== undefined) return [wrongService(look, step, namedOnPage(step) ?? "")];
      const takesTls = step.request.tls === undefined && alike(step, seen.overTls).some(completes);
      if (!endsEarly(step)) return malformed(look, step);
      const named = [...varied, ...alike(step, seen.withoutHost)].find(
        ({ facts }) => otherServer(facts.spoke) !== undefined,
      );
      if (named !== undefined) return [revealed(look, step, named)];
      if (takesTls || (wasReset(step) && cameEmpty(step))) return [];
      return [closedEarly(look, step), ...mute(look, step, varied)];
    });
    return conclude(findings, "every answer is whole and follows the rules");
  },
});

/** Where bytes are only passed on, a greeting is what the service is there for. */
function speaksWeb(step: Handshake | Exchange): boolean {
  return step.request.exchange?.protocol !== "tcp";
}

function endsEarly(step: Exchange): boolean {
  return wasCut(step) || CUT_BODY.test(step.facts.malformed ?? "");
}

function wrongService(look: Look, step: Handshake | Exchange, server: string) {
  const evidence = [`${questionText(step.request)} is answered by ${server}`, ...bytesOf(step)];
  const args = { server: server.charAt(0).toUpperCase() + server.slice(1) };
  return root(claim(look, step, { cause: "wrong-service", strength: 0.97, evidence, args }));
}

/** Asked in another way, it gives itself away. */
function revealed(look: Look, step: Exchange, named: Exchange) {
  const server = otherServer(named.facts.spoke) ?? "";
  const evidence = [
    exchangeSentence(step),
    `asked in another way (${named.varied?.to ?? ""}), it answers as ${server} does`,
    ...bytesOf(named),
  ];
  const args = { server: server.charAt(0).toUpperCase() + server.slice(1) };
  return root(claim(look, step, { cause: "wrong-service", strength: 0.96, evidence, args }));
}

/** Servers that hang up without a word on whatever is not their own protocol, by the port of their custom. */
const MUTE_SERVERS: ReadonlyMap<number, string> = new Map([
  [5432, "PostgreSQL"],
  [9092, "Kafka"],
  [2181, "ZooKeeper"],
  [1433, "SQL Server"],
  [1521, "Oracle"],
  [389, "LDAP"],
  [636, "LDAP"],
  [1883, "MQTT"],
  [8883, "MQTT"],
]);

function wasDropped({ outcome, facts }: Handshake): boolean {
  return outcome.kind === "reset" && facts.alert === undefined && facts.firstBytes === undefined;
}

/** The port is a hint alone, and only where the service said nothing to anything. */
function mute(look: Look, step: Handshake | Exchange, varied: readonly Exchange[]) {
  const { target } = step.request;
  const server = target.kind === "tcp" ? MUTE_SERVERS.get(target.port) : undefined;
  const all = step.kind === "exchange" ? [step, ...varied] : varied;
  if (server === undefined || target.kind !== "tcp" || !all.every(cameEmpty)) return [];
  const evidence = [
    step.kind === "exchange" ? exchangeSentence(step) : handshakeSentence(step, asker(look.gateway)),
    `port ${target.port} is where ${server} listens by convention, and it hangs up on everything but its own protocol`,
  ];
  return [root(claim(look, step, { cause: "wrong-service", strength: 0.86, evidence, args: { server } }))];
}

/** What servers of other protocols write to a browser that calls their port. */
const PAGES: readonly (readonly [RegExp, string])[] = [
  [/trying to access MongoDB over HTTP on the native driver port/, "MongoDB"],
  [/Port \d+ is for clickhouse-client program/, "ClickHouse's native protocol"],
  [/This is not an? HTTP port/, "Elasticsearch's transport protocol"],
];

function namedOnPage({ facts }: Exchange): string | undefined {
  return PAGES.find(([page]) => page.test(facts.bodyStart))?.[1];
}

function closedEarly(look: Look, step: Exchange) {
  const strength = cameEmpty(step) ? 0.85 : 0.9;
  const evidence = [exchangeSentence(step), ...bytesOf(step)];
  return root(claim(look, step, { cause: "connection-closed-early", strength, evidence }));
}

function malformed(look: Look, step: Exchange) {
  const { spoke, status } = step.facts;
  const rule =
    step.facts.malformed ?? (spoke === "unknown" && status === undefined ? "it is not HTTP" : undefined);
  const isForeign = spoke !== undefined && spoke !== "unknown" && spoke !== "http";
  const protocol = step.request.exchange?.protocol;
  // Bytes of TLS, HTTP/2 and FastCGI, and HTTP where FastCGI or gRPC was asked for, have checks of their own.
  if (rule === undefined || isForeign || protocol === "grpc" || (protocol === "fastcgi" && spoke === "http"))
    return [];
  const evidence = [exchangeSentence(step), ...bytesOf(step)];
  const found = { cause: "response-malformed", evidence, args: { rule } } as const;
  const passes = FRAMING_FAULT.test(rule) && isOldNginx(look.gateway);
  if (passes) return [latent(claim(look, step, { ...found, strength: 0.8 }))];
  return [root(claim(look, step, { ...found, strength: step.facts.malformed === undefined ? 0.75 : 0.93 }))];
}

function bytesOf({ facts }: Handshake | Exchange): readonly string[] {
  return facts.firstBytes === undefined ? [] : [`first bytes: ${quoted(facts.firstBytes)}`];
}

/** nginx takes contradicting Content-Length and Transfer-Encoding lines before 1.23.0 (CHANGES; measured on 1.22.1). */
function isOldNginx({ kind, version }: Look["gateway"]): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(version ?? "") ?? [];
  return kind === "nginx" && major !== undefined && Number(major) * 1000 + Number(minor) < 1023;
}
