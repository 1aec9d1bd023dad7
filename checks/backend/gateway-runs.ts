import { defineCheck, needed, useful } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { asker } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import type { ServiceUnit } from "../../src/model/unit.ts";
import { type Logged, loggedAs, loggedSentence, moment } from "../../src/testimony/logged.ts";
import { refusals, testCommand } from "../../src/testimony/problem.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { signSentences, stateSentence } from "../../src/testimony/unit-text.ts";
import { against, conclude, pass, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "gateway-runs",
  layer: "backend",
  since: "0.1.0",
  title: "The gateway runs, where something shows that it is meant to",
  about: [
    "Looks for a process with this config. That none runs is no fault by itself: the file may belong to another host. It is",
    "one where a trace shows that it was meant to run here: a unit that failed, or is enabled and stands still, a pid file",
    "whose process is gone, or lines in its log with which a start was refused. A clean stop takes the pid file away. What stopped it stands above that it is stopped.",
  ].join("\n"),
  for: "gateway",
  needs: {
    processes: needed("process"),
    logs: useful("log"),
    units: useful("unit"),
    admin: useful("admin"),
  },
  causes: {
    "gateway-not-running": {
      title: ({ args }) =>
        typeof args.title === "string"
          ? args.title
          : args.waits
            ? String(args.waits)
            : args.taken
              ? `${args.asker} is not running: it can't listen on ${args.taken}`
              : `${args.asker} is not running`,
      meaning:
        "Nothing accepts requests: every site is down, whatever the upstreams do. It crashed, was killed, or was refused at its " +
        "start by its config or by the system.",
      fix: (of) =>
        fix(
          typeof of.args.start === "string"
            ? of.args.start
            : of.args.waits
              ? `Give ${of.args.asker} what it waits for`
              : of.args.taken
                ? `Free ${of.args.taken}, then start ${of.args.asker}`
                : `Start ${of.args.asker}`,
          [
            ...(of.args.waits
              ? [
                  "Check whether the control plane runs, and whether it has what is asked for under that name.",
                ]
              : []),
            ...(of.args.taken ? ["Find out who has the address, or whether this host has it at all."] : []),
            "If it does not stay up: its log and the journal say why.",
          ],
          [
            String(of.args.test),
            ...(of.args.kind === "nginx" ? ["systemctl start nginx", "journalctl --unit nginx -n 50"] : []),
          ],
        ),
      verify: ({ args }) => [
        ...(args.see ? [String(args.see)] : []),
        args.kind === "nginx" ? "pgrep -a nginx" : "ps -ef",
        "ss -ltnp",
      ],
      includes: [],
    },
  },
  judge({ gateway, seen }) {
    const looked = seen.processes.filter(
      ({ outcome }) => outcome.kind === "answered" || outcome.kind === "not-found",
    );
    if (looked.length === 0) return skip(seen.processes[0]?.outcome.reason ?? "nobody looked");
    const running = looked.flatMap(({ facts }) => facts.processes);
    const [first] = running;
    if (first !== undefined) {
      const sentence = `${asker(gateway)} runs as process ${first.pid}`;
      // it runs, and its own word is that it takes no requests yet, or not on all that it has
      if (seen.admin.some((one) => isStarting(one) || isShut(one))) return pass(sentence);
      return conclude([against("gateway-not-running", { gateway: gateway.id }, 0.95, [sentence])], sentence);
    }
    const units = ownUnits(gateway, seen.units);
    const traces = [...units.flatMap(unitTraces), ...tracesOf(gateway, looked, seen.logs)];
    if (traces.length === 0) return pass("no process runs this config, and nothing shows that one should");
    return conclude([root(notRunning(gateway, traces, seen.logs))], "");
  },
});

function isStarting({ facts }: ObservationOf<"admin">): boolean {
  return facts.start !== undefined && (facts.start.isUnfinished || facts.start.closed.length > 0);
}

function isShut({ facts }: ObservationOf<"admin">): boolean {
  return facts.frontends?.some(({ state }) => state === "stopped") === true;
}

/** Its own unit, as systemd knows it. */
function ownUnits({ id }: Gateway, seen: readonly ObservationOf<"unit">[]): readonly ServiceUnit[] {
  const own = seen.filter(({ subjects }) =>
    subjects.some((one) => one.gateway === id && one.upstream === undefined),
  );
  return own.flatMap(({ facts }) => facts.units);
}

/** A unit that nobody enabled, and that did not fail, need not run. */
function unitTraces(unit: ServiceUnit): readonly string[] {
  const { activeState, unitFileState } = unit;
  const isMeant = activeState !== "inactive" || unitFileState === "enabled";
  return isMeant ? [stateSentence(unit), ...signSentences(unit)] : [];
}

/** What shows that it was meant to run here. */
function tracesOf(
  gateway: Gateway,
  processes: readonly ObservationOf<"process">[],
  logs: readonly ObservationOf<"log">[],
): readonly string[] {
  const isStale = processes.some(({ facts }) => facts.pidFile === "stale");
  const pid = isStale ? [`${gateway.pidFile?.value ?? "its pid file"} names a process that is gone`] : [];
  return [...pid, ...refusedStart(logs).map(loggedSentence)];
}

function refusedStart(logs: readonly ObservationOf<"log">[]): readonly Logged[] {
  return loggedAs(logs, ["config-refused", "config-host-not-found", "bind-failed"]).slice(0, 2);
}

function notRunning(gateway: Gateway, traces: readonly string[], logs: readonly ObservationOf<"log">[]) {
  const refused = refusals(gateway);
  const [stopped] = loggedAs(logs, ["stopped"]);
  const isOwnReason = refused.length > 0 || loggedAs(logs, ["config-host-not-found"]).length > 0;
  const [start] = refusedStart(logs);
  return {
    cause: "gateway-not-running",
    // Below what stopped it, where that is known.
    strength: isOwnReason ? 0.8 : traces.length > 1 ? 0.92 : 0.88,
    subject: { gateway: gateway.id },
    ground: `process:${gateway.mainFile}`,
    locations: gateway.pidFile === undefined || gateway.pidFile.isDefault ? [] : [gateway.pidFile.location],
    evidence: [
      `no process of ${asker(gateway)} has this config`,
      ...traces,
      ...(stopped === undefined ? [] : [`it was told to stop at ${moment(stopped.lastAt)}`]),
    ],
    args: {
      kind: gateway.kind,
      asker: asker(gateway),
      test: testCommand(gateway),
      taken: start?.event === "bind-failed" ? (start.detail ?? "its port") : "",
    },
  } as const;
}
