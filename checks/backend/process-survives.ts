import { type Args, defineCheck, type Finding, needed, useful } from "../../src/model/check.ts";
import { alike, shellQuote } from "../../src/model/evidence.ts";
import { exchangeSentence } from "../../src/model/exchange.ts";
import type { KernelEvent } from "../../src/model/kernel.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim, type EndpointLook } from "../../src/testimony/claim.ts";
import { forwardingOf } from "../../src/testimony/forwarding.ts";
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
  since: "0.1.0",
  title: "The process behind the endpoint lives on",
  about: [
    "Only for endpoints on this host. A process that the kernel ended for memory is the cause where something ties it to the",
    "port (its unit, its container, what else runs in its control group) and either nothing listens there since, or it ended",
    "while it answered. A connection that is cut, with an owner or a worker that is younger than the request, with no",
    "listener left, or with a crash in the kernel's log at that moment, is a process that ends while it answers. A child made",
    "for one connection is no worker, and a port that a rule passes on needs no listener. A kill that nothing ties to the",
    "endpoint, or that is over, is not told. Where the kernel's log is closed to this user, kills that the service's own control",
    "group has counted say why one ended that was seen to end.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    connects: needed("connect"),
    exchanges: useful("exchange"),
    listeners: useful("listeners"),
    kernel: useful("kernel"),
    limits: useful("limits"),
    firewall: useful("firewall"),
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
            ? `Raise the memory limit of ${of.args.group}, or find out what uses so much`
            : "Give the host more memory, or find out what uses so much",
          [
            "Check whether its memory grows with time (a leak) or with certain requests (a large upload or result).",
            "Fewer workers, a smaller heap (-Xmx, --max-old-space-size) or a limit on the request help where it is the load.",
            ...(of.args.unit === "" ? [] : ["Then start it again, if nothing else does."]),
          ],
          ["journalctl -k --grep 'out of memory' -n 20", ...limitCommands(of.args)],
        ),
      verify: ({ args }) => ["dmesg -T | grep -i 'killed process'", `ss -ltnp 'sport = :${args.port}'`],
      includes: ["service-dies-on-request", "connection-closed-early", "connection-reset"],
      leadsTo: ["service-not-running", "port-refused"],
    },
    "service-dies-on-request": {
      title: (of) => `The service dies while it answers: ${who(of)}`,
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
    const { about, seen } = look;
    const refused = eachStep(about, seen.connects, (connect) => killedSince(look, connect));
    const cut = eachStep(about, seen.exchanges, (exchange) => endedWithin(look, exchange));
    return conclude([...refused, ...cut], "no process behind the endpoint was seen to end");
  },
});

/** Where its limit is to be seen; of a process that nobody is known to manage there is none. */
function limitCommands({ unit, container, manager, quoted }: Args): readonly string[] {
  if (container !== undefined)
    return [`${manager} inspect --format '{{.HostConfig.Memory}} {{.State.OOMKilled}}' ${quoted}`];
  return unit === "" ? [] : [`systemctl show ${shellQuote(String(unit))} -p MemoryMax,MemoryPeak,Result`];
}

interface Seen {
  readonly connects: readonly ObservationOf<"connect">[];
  readonly listeners: readonly ObservationOf<"listeners">[];
  readonly kernel: readonly ObservationOf<"kernel">[];
  readonly limits: readonly ObservationOf<"limits">[];
  readonly firewall: readonly ObservationOf<"firewall">[];
  readonly logs: readonly ObservationOf<"log">[];
}
type SurvivalLook = EndpointLook & { readonly seen: Seen };

function kernelEvents({ seen }: SurvivalLook): readonly KernelEvent[] {
  return seen.kernel.flatMap(({ facts }) => facts.events);
}

/** A kill behind which nothing listens there, where the refusals began with it. */
function killedSince(look: SurvivalLook, connect: ObservationOf<"connect">): readonly Finding[] {
  const { seen, policy } = look;
  const place = ownersAt(connect.request.target, seen.listeners);
  if (connect.outcome.kind !== "refused" || place === undefined || place.owners.length > 0) return [];
  const onset = onsetBehind(killsOf(kernelEvents(look), place), connect, seen.logs, policy.now);
  if (onset === undefined) return [];
  const { kill, strength, evidence } = onset;
  const { told, args } = killSentences(kill, place);
  const all = [...told, `nothing listens on port ${place.port} since`, ...evidence];
  return [root(pathClaim(look, connect, { cause: "service-oom-killed", strength, evidence: all, args }))];
}

/** A connection that was cut, by a kill or by another end of the process that held it. */
function endedWithin(look: SurvivalLook, exchange: ObservationOf<"exchange">): readonly Finding[] {
  const { seen } = look;
  const { target } = exchange.request;
  const place = ownersAt(target, seen.listeners);
  if (exchange.outcome.kind !== "reset" || place === undefined) return [];
  const own = exchangeSentence(exchange);
  const events = kernelEvents(look);
  const [kill] = killsAround(killsOf(events, place), exchange);
  if (kill !== undefined) {
    const { told, args } = killSentences(kill, place);
    const accusation = { cause: "service-oom-killed", strength: 0.95, evidence: [own, ...told] } as const;
    return [root(claim(look, exchange, { ...accusation, args: { ...args, port: place.port } }))];
  }
  const opened = alike(exchange, seen.connects).some(({ outcome }) => outcome.kind === "answered");
  const forwarding = forwardingOf(target, seen.firewall);
  const death = opened ? deathWitnesses(exchange, { place, forwarding, events }) : undefined;
  if (death === undefined) return [];
  const args = { process: death.process, port: place.port };
  const isUnread = seen.kernel.every(({ facts }) => facts.logUnread !== undefined);
  const counted = isUnread ? countedKills(place, seen.limits) : undefined;
  if (counted !== undefined) {
    const evidence = [own, ...death.evidence, ...counted.told];
    const accusation = { cause: "service-oom-killed", strength: 0.8, evidence } as const;
    return [root(claim(look, exchange, { ...accusation, args: { ...counted.args, ...args } }))];
  }
  const evidence = [own, ...death.evidence];
  const { strength } = death;
  return [root(claim(look, exchange, { cause: "service-dies-on-request", strength, evidence, args }))];
}
