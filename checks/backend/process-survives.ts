import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, shellQuote } from "../../src/model/evidence.ts";
import { exchangeSentence } from "../../src/model/exchange.ts";
import { claim } from "../../src/testimony/claim.ts";
import { countedKills, killSentences, killsAround, killsOf } from "../../src/testimony/memory-kills.ts";
import { onsetBehind } from "../../src/testimony/onset.ts";
import { ownersAt } from "../../src/testimony/owners-at.ts";
import { pathClaim } from "../../src/testimony/path-claim.ts";
import { deathWitnesses } from "../../src/testimony/process-deaths.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "process-survives",
  layer: "backend",
  since: "0.2.0",
  title: "The process behind the endpoint lives on",
  about: [
    "Only for endpoints on this host. A process that the kernel ended for memory is the cause where something ties it to the",
    "port (its unit, its container, what else runs in its control group) and either nothing listens there since, or it ended",
    "while it answered. A connection that is cut, with an owner or a worker that is younger than the request, with no",
    "listener left, or with a crash in the kernel's log at that moment, is a process that ends while it answers. A kill that",
    "nothing ties to the endpoint, or that is over, is not told. Where the kernel's log is closed to this user, kills that the",
    "service's own control group has counted say why one ended that was seen to end.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    connects: needed("connect"),
    exchanges: useful("exchange"),
    listeners: useful("listeners"),
    kernel: useful("kernel"),
    limits: useful("limits"),
    logs: useful("log"),
  },
  causes: {
    "service-oom-killed": {
      title: (of) => `The kernel killed ${of.args.process} for memory: ${who(of)}`,
      meaning:
        "The service asked for more memory than its control group (the limit of its unit or container) or the host had left, and " +
        "the kernel ended it. Requests that it held are lost, and what comes next is refused until it runs again.",
      fix: (of) =>
        fix(
          of.args.isLimit === 1
            ? `Raise the memory limit of ${of.args.group}, or find what takes so much`
            : "Give the host more memory, or find what takes so much",
          [
            "Look whether its memory grows with time (a leak) or with certain requests (a large upload or result).",
            "Fewer workers, a smaller heap (-Xmx, --max-old-space-size) or a limit on the request help where it is the load.",
            ...(of.args.unit === "" ? [] : ["Then start it again, if nothing else does."]),
          ],
          [
            "journalctl -k --grep 'out of memory' -n 20",
            ...(of.args.unit === ""
              ? []
              : [`systemctl show ${shellQuote(String(of.args.unit))} -p MemoryMax,MemoryPeak,Result`]),
          ],
        ),
      verify: ({ args }) => ["dmesg -T | grep -i 'killed process'", `ss -ltnp 'sport = :${args.port}'`],
      includes: ["service-dies-on-request", "connection-closed-early", "connection-reset"],
      leadsTo: ["service-not-running", "port-refused"],
    },
    "service-dies-on-request": {
      title: (of) => `The service ends while it answers: ${who(of)}`,
      meaning:
        "The connection opens, the request arrives, and then the process or worker that holds it ends: a crash, a worker limit " +
        "or time-out, or a kill. The client gets a connection without an answer.",
      fix: (of) =>
        fix(
          `Find out why ${of.args.process} ends: its own log and the kernel's say how`,
          [
            "A segfault is a fault of the program or of a native extension: keep the core dump.",
            "A worker that is ended after a fixed time was too slow for its master (gunicorn --timeout, php-fpm request_terminate_timeout).",
          ],
          ["journalctl -k --grep 'segfault|killed process|traps:' -n 20", "coredumpctl list"],
        ),
      verify: ({ args }) => [String(args.curl), `ss -ltnp 'sport = :${args.port}'`],
      includes: ["connection-closed-early", "connection-reset"],
    },
  },
  judge(look) {
    const { about, seen, policy } = look;
    const events = seen.kernel.flatMap(({ facts }) => facts.events);
    const isUnread = seen.kernel.every(({ facts }) => facts.logUnread !== undefined);
    const refused = eachStep(about, seen.connects, (connect) => {
      const place = ownersAt(connect.request.target, seen.listeners);
      if (connect.outcome.kind !== "refused" || place === undefined || place.owners.length > 0) return [];
      const { port } = place;
      const kills = killsOf(events, place);
      const onset = onsetBehind(kills, connect, seen.logs, policy.now);
      if (onset === undefined) return [];
      const { kill, strength, evidence } = onset;
      const { told, args } = killSentences(kill, place);
      const since = `nothing listens on port ${port} since`;
      const all = [...told, since, ...evidence];
      return [root(pathClaim(look, connect, { cause: "service-oom-killed", strength, evidence: all, args }))];
    });
    const cut = eachStep(about, seen.exchanges, (exchange) => {
      const place = ownersAt(exchange.request.target, seen.listeners);
      if (exchange.outcome.kind !== "reset" || place === undefined) return [];
      const own = exchangeSentence(exchange);
      const [kill] = killsAround(killsOf(events, place), exchange);
      if (kill !== undefined) {
        const { told, args } = killSentences(kill, place);
        const evidence = [own, ...told];
        const more = { ...args, port: place.port };
        return [
          root(claim(look, exchange, { cause: "service-oom-killed", strength: 0.95, evidence, args: more })),
        ];
      }
      const opened = alike(exchange, seen.connects).some(({ outcome }) => outcome.kind === "answered");
      const death = opened ? deathWitnesses(exchange, place, events) : undefined;
      if (death === undefined) return [];
      const args = { process: death.process, port: place.port };
      const counted = isUnread ? countedKills(place, seen.limits) : undefined;
      if (counted !== undefined) {
        const evidence = [own, ...death.evidence, ...counted.told];
        const more = { ...counted.args, ...args };
        return [
          root(claim(look, exchange, { cause: "service-oom-killed", strength: 0.8, evidence, args: more })),
        ];
      }
      const evidence = [own, ...death.evidence];
      const { strength } = death;
      return [root(claim(look, exchange, { cause: "service-dies-on-request", strength, evidence, args }))];
    });
    return conclude([...refused, ...cut], "no process behind the endpoint was seen to end");
  },
});
