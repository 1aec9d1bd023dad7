import { defineCheck, type Finding, useful } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { asker } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import {
  forSome,
  type Logged,
  loggedAs,
  loggedSentence,
  moment,
  STAMP_MS,
} from "../../src/testimony/logged.ts";
import { refusals, testCommand } from "../../src/testimony/problem.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude, latent, root } from "../../src/testimony/verdict.ts";

type Logs = readonly ObservationOf<"log">[];

export default defineCheck({
  id: "reload-accepted",
  layer: "config",
  since: "0.1.0",
  title: "What the gateway runs with is what the file says",
  about: [
    "A gateway that is seen running while its config on disk would be refused runs with an older one: `config-reload-failed`.",
    "`nginx -s reload` says so to the one who types it, and only a SIGHUP to the master leaves a line in the log. Where the",
    "file is right and the log holds a refusal later than the process's start, it counts as now if the running process wrote",
    "it, or the log shows the reload, and no later one got through; otherwise it may have been a mere test of a file, and",
    "is only noted.",
  ].join("\n"),
  for: "gateway",
  needs: { processes: useful("process"), logs: useful("log") },
  causes: {
    "config-reload-failed": {
      title: ({ args }) =>
        args.isNow === 1
          ? `${args.asker} still runs with an older config: the file was refused`
          : `A reload of ${args.asker} was refused at ${args.last}`,
      meaning:
        "A gateway that is told to reload a config which it can't accept keeps the old one and says so only in its log, or to " +
        "the one who typed the command. It serves on, and every change since then has no effect.",
      fix: (of) =>
        fix(
          "Correct the file, test it, and reload",
          of.args.message === "" ? [] : [`Correct first: ${of.args.message}`],
          of.args.kind === "nginx" ? [String(of.args.test), "nginx -s reload"] : [String(of.args.test)],
        ),
      verify: ({ args }) => [String(args.test)],
      includes: [
        "config-syntax-error",
        "config-include-missing",
        "upstream-empty",
        "upstream-address-invalid",
        "tls-trust-missing",
        "backup-never-used",
      ],
    },
  },
  judge({ gateway, seen }) {
    const startedAt = runsSince(seen.processes);
    if (startedAt === undefined)
      return conclude([], "no running process was seen that could lag behind its file");
    const refused = refusals(gateway);
    const logged = loggedAs(seen.logs, ["config-refused", "config-host-not-found", "bind-failed"]);
    const since = Math.max(startedAt, loadedAt(seen.processes));
    const last = logged.find(({ lastAt }) => lastAt + STAMP_MS > since);
    if (refused.length > 0) {
      const strength = last === undefined ? 0.85 : 0.93;
      const evidence = refused.map(
        ({ message, location }) => `${location.file}:${location.line}: ${message}`,
      );
      const running = `${asker(gateway)} runs${startedAt > 0 ? ` since ${moment(startedAt)}` : ""} all the same`;
      return conclude([failed(gateway, strength, [...evidence, running], last, true)], "");
    }
    if (last === undefined)
      return conclude([], "the running process accepted the last config that it was given");
    const pids = seen.processes.flatMap(({ facts }) => facts.processes.map(({ pid }) => pid));
    return conclude(fromLog(gateway, seen.logs, last, pids), "a later reload was accepted");
  },
});

/** When the oldest process of the gateway started; 0 where that is not known; undefined where none runs. */
function runsSince(processes: readonly ObservationOf<"process">[]): number | undefined {
  const running = processes.flatMap(({ facts }) => facts.processes);
  if (running.length === 0) return undefined;
  return Math.min(...running.map(({ startedAt }) => startedAt ?? 0));
}

/** When the workers started that run: a reload that got through, whatever was refused before. */
function loadedAt(processes: readonly ObservationOf<"process">[]): number {
  const all = processes.flatMap(({ facts }) =>
    facts.processes.flatMap(({ workersSince }) => workersSince ?? []),
  );
  return all.length === 0 ? 0 : Math.max(...all);
}

function fromLog(gateway: Gateway, logs: Logs, last: Logged, pids: readonly number[]): readonly Finding[] {
  const [accepted] = loggedAs(logs, ["workers-started"]);
  if (accepted !== undefined && accepted.lastAt > last.lastAt) return [];
  // A test of the file is another process than the one that runs: nginx writes "[emerg] PID#TID: …".
  const isOwnWord = pids.some((pid) => last.sample.includes(` ${pid}#`));
  // Written at level notice, so that its absence says nothing; its presence says that it was no mere test.
  const wasReload =
    isOwnWord ||
    loggedAs(logs, ["reload-requested", "reload-started"]).some(
      ({ lastAt }) => Math.abs(lastAt - last.lastAt) < 10_000,
    );
  return [failed(gateway, wasReload ? 0.85 : 0.6, [], last, wasReload)];
}

function failed(
  gateway: Gateway,
  strength: number,
  evidence: readonly string[],
  last: Logged | undefined,
  isNow: boolean,
): Finding {
  const locations = refusals(gateway).map(({ location }) => location);
  const claim = {
    cause: "config-reload-failed",
    strength,
    subject: { gateway: gateway.id },
    ground: `reload:${gateway.mainFile}`,
    locations,
    evidence: last === undefined ? evidence : [...evidence, loggedSentence(last)],
    args: {
      kind: gateway.kind,
      asker: asker(gateway),
      test: testCommand(gateway),
      message: evidence[0] ?? "",
      last: last === undefined ? "" : moment(last.lastAt),
      isNow: isNow ? 1 : 0,
      file: locations[0]?.file ?? gateway.mainFile,
      line: locations[0]?.line ?? 0,
    },
  } as const;
  return isNow ? forSome(root(claim)) : latent(claim);
}
