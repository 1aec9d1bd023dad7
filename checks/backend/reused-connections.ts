import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { duration } from "../../src/model/evidence.ts";
import { forSome, logClaim, loggedAs, timesLogged } from "../../src/testimony/logged.ts";
import { peersOf } from "../../src/testimony/peers.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

/** A restart of the service cuts connections too, all at once; a race goes on. */
const GOES_ON_MS = 30_000;

export default defineCheck({
  id: "reused-connections",
  layer: "backend",
  since: "0.1.0",
  title: "Connections that the gateway keeps open are still open when it uses them again",
  about: [
    "The gateway keeps connections to the upstream open, its log shows some that were closed or reset before an answer, and a",
    "fresh connection is answered: then the service most likely closes idle connections earlier than the gateway stops",
    "using them. Not counted when the same address also refused connections (the service restarted), or when all lines fall",
    "into half a minute. The service's own limit is not known, so this stays a likelihood.",
  ].join("\n"),
  for: "endpoint",
  needs: { exchanges: needed("exchange"), connects: useful("connect"), logs: useful("log") },
  causes: {
    "keepalive-race": {
      title: (of) =>
        of.args.forgotten === undefined
          ? `Idle connections are closed by the service just when ${of.args.asker} uses them again: ${who(of)}`
          : `Connections that were idle for ${of.args.forgotten} lead nowhere when ${of.args.asker} uses them again: ${who(of)}`,
      meaning:
        "Both sides close idle connections, and the service does it first. A request that is sent in that moment meets a closed " +
        "connection: a few 502 a day, at random, more of them with less traffic. Node.js closes after 5 s, gunicorn after 2 s. " +
        "A firewall or NAT on the way that forgets idle connections does the same without a word: then requests run into a timeout.",
      fix: (of) =>
        of.args.forgotten !== undefined
          ? fix("Make the gateway close idle connections before what lies on the way forgets them", [
              configStep(
                of,
                {
                  nginx:
                    "a keepalive_timeout in the upstream that is shorter than the firewall's or NAT's own.",
                },
                "Shorten the time for which the gateway keeps idle connections.",
              ),
              "Or let TCP's own keep-alive hold them open (nginx: proxy_socket_keepalive on), with probes that come sooner than that.",
            ])
          : fix("Make the service keep idle connections longer than the gateway does", [
              `Raise the service's own idle time-out above ${of.args.idle} (Node.js: server.keepAliveTimeout).`,
              configStep(
                of,
                { nginx: "or keepalive_timeout below the service's limit, in the upstream." },
                "Or make the gateway close idle connections earlier than the service does.",
              ),
            ]),
      verify: ({ args }) => [
        args.forgotten === undefined
          ? `grep -cE 'prematurely closed|reset by peer' ${args.path}`
          : `grep -c 'timed out' ${args.path}`,
      ],
      includes: ["connection-closed-early", "connection-reset"],
      leadsTo: ["service-hung"],
    },
  },
  judge({ about, gateway, seen }) {
    const { keepalive } = about.upstream;
    if (keepalive === undefined || keepalive.connections.value === 0)
      return skip("no connection is kept for another request");
    const peers = peersOf(about, seen.connects);
    const own = loggedAs(seen.logs, [
      "closed-before-header",
      "reset-before-header",
      "send-failed",
      "connect-refused",
    ]).filter(({ peer }) => peers.has(peer ?? ""));
    const cut = own.filter(
      ({ event, isUnrepeatable }) =>
        event !== "connect-refused" && (keepalive.repeatsReads !== true || isUnrepeatable === true),
    );
    const span =
      Math.max(0, ...cut.map(({ lastAt }) => lastAt)) - Math.min(...cut.map(({ firstAt }) => firstAt));
    const isAnswered = seen.exchanges.every(({ outcome }) => outcome.kind === "answered");
    const wasRefused = own.some(({ event }) => event === "connect-refused");
    if (wasRefused || timesLogged(cut) < 2 || span < GOES_ON_MS || !isAnswered)
      return conclude([], "the log shows no kept connection that was closed under a request");
    const idle = duration(keepalive.idleMs.value);
    const claim = logClaim(gateway, cut, {
      cause: "keepalive-race",
      strength: 0.65,
      ground: `endpoint:${about.endpoint.endpoint}`,
      subject: about.subject,
      locations: [keepalive.idleMs.location, about.endpoint.location],
      args: { idle },
    });
    const evidence = [
      ...claim.evidence,
      `a fresh connection is answered; ${claim.args.asker} keeps idle ones for ${idle}`,
    ];
    return conclude([forSome(root({ ...claim, evidence }))], "");
  },
});
