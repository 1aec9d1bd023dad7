import { defineCheck, needed, type Policy, useful } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { asker, duration, shellQuote, targetText } from "../../src/model/evidence.ts";
import { loggedPlaces } from "../../src/model/logged-place.ts";
import type { ProcessFacts } from "../../src/model/observation.ts";
import type { Location } from "../../src/model/source.ts";
import type { Subject } from "../../src/model/subject.ts";
import { upstreamTlsFiles } from "../../src/model/tls-files.ts";
import { ACCUSING_WORDS, logCause } from "../../src/testimony/log-causes.ts";
import {
  forSome,
  type Logged,
  loggedAs,
  loggedSentence,
  moment,
  STAMP_MS,
} from "../../src/testimony/logged.ts";
import { type Probed, repeated } from "../../src/testimony/logged-step.ts";
import { refusals, testCommand } from "../../src/testimony/problem.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude, latent, root, skip } from "../../src/testimony/verdict.ts";

/** A master makes its first workers as soon as it runs; nobody reloads it so soon. */
const FORK_MS = 100;
/** How much older than the workers a file may seem that was changed behind their start, on a busy host. */
const BLUR_MS = 100;
/** Start times of processes are known to a hundredth of a second: without a failure to show for it, too little to speak of. */
const SLACK_MS = 1_000;
/** A failure this fresh goes on. */
const GOES_ON_MS = 60_000;
/** Nobody may have asked for so long. */
const UNASKED_MS = 600_000;

export default defineCheck({
  id: "file-loaded",
  layer: "config",
  since: "0.1.0",
  title: "The gateway has loaded its config since it was last changed",
  about: [
    "Compares when a file of the config was last written with when the running workers started. A file that is newer is noted",
    "only: it may say the same. It is the cause where the log shows what this file would not do: failures at an address that",
    "it does not name, or failures after the change that uhc does not meet when it asks as the file says. The files for TLS to",
    "upstreams, which are loaded with the config, count as well: one that was put right changes nothing before a reload, and",
    "only for handshakes. Workers that died and were restarted make the running config look younger than it is.",
  ].join("\n"),
  for: "gateway",
  needs: {
    processes: needed("process"),
    logs: useful("log"),
    resolves: useful("resolve"),
    connects: useful("connect"),
    handshakes: useful("handshake"),
    exchanges: useful("exchange"),
  },
  causes: {
    "config-not-reloaded": {
      title: ({ args }) =>
        String(
          args.title ?? `${args.asker} runs with an older config: ${args.changed} was changed afterwards`,
        ),
      meaning:
        "The file was changed and the gateway was not told to read it again. The file does not describe what happens: " +
        "requests still go where the older config sends them.",
      fix: (of) =>
        fix(
          String(of.args.remedy ?? `Test the config and reload ${of.args.asker}`),
          [],
          of.args.kind === "nginx" ? [String(of.args.test), "nginx -s reload"] : [String(of.args.test)],
        ),
      verify: ({ args }) => [
        ...(args.see === undefined ? [] : [String(args.see)]),
        `stat -c '%y %n' ${args.file}`,
        ...(args.kind === "nginx" ? ["ps -o lstart,args -C nginx"] : []),
      ],
      includes: [],
      leadsTo: [
        "tls-certificate-untrusted",
        "tls-certificate-self-signed",
        "tls-certificate-expired",
        "tls-client-certificate-required",
      ],
    },
  },
  judge({ gateway, seen, policy }) {
    const [behind] = seen.processes.flatMap(({ facts }) => changeSince(facts, gateway) ?? []);
    if (behind === undefined) return conclude([], "no file of the config is newer than the running workers");
    // Why it would be refused, or was, is said by other checks.
    const refused = loggedAs(seen.logs, ["config-refused", "config-host-not-found", "bind-failed"]);
    const isTold = refused.some(({ lastAt }) => lastAt + STAMP_MS > behind.loadedAt);
    if (refusals(gateway).length > 0 || isTold) return skip("the file itself, or a reload, was refused");
    const isLater = behind.modifiedAt > behind.loadedAt;
    // Where the file may as well be older, lines of the second of the start may be those of workers before a reload.
    const slackMs = isLater || behind.isFirstLoad ? STAMP_MS : 0;
    const since = loggedAs(seen.logs, ACCUSING_WORDS).filter(
      ({ lastAt }) => lastAt + slackMs > behind.loadedAt,
    );
    const probed = { ...seen, files: [] };
    const strange = since.filter((event) => isStrange(gateway, event, probed));
    const tls = upstreamTlsFiles(gateway).get(behind.path);
    const cured = since.filter(
      (event) =>
        isLater &&
        goesOn(event, behind, tls, policy.now) &&
        isCured(event, probed, policy, tls !== undefined),
    );
    const isClose = behind.modifiedAt < behind.loadedAt + SLACK_MS;
    if (isClose && strange.length === 0 && cured.length === 0) return conclude([], "no later change shows");
    return conclude([notLoaded(gateway, { ...behind, tls }, strange, cured)], "");
  },
});

interface Behind {
  readonly path: string;
  readonly modifiedAt: number;
  readonly touchedAt: number;
  readonly loadedAt: number;
  /** The workers are as old as the gateway: there were none before them. */
  readonly isFirstLoad: boolean;
}

/** It looks after its file by itself (`caddy run --watch`). */
const WATCHES = /\s(?:--watch|-w)(?:\s|$)/;

function changeSince(
  { processes, lastChange }: ProcessFacts,
  { loadsAtStartAlone }: Gateway,
): Behind | undefined {
  const loaded = processes.flatMap(({ workersSince, startedAt, commandLine }) => {
    const started = loadsAtStartAlone && !WATCHES.test(commandLine) ? startedAt : undefined;
    return workersSince ?? started ?? [];
  });
  if (lastChange === undefined || loaded.length === 0) return undefined;
  const loadedAt = Math.max(...loaded);
  const isFirstLoad = processes.every(({ startedAt = 0 }) => loadedAt - startedAt < FORK_MS);
  return Math.max(lastChange.modifiedAt, lastChange.touchedAt) > loadedAt - BLUR_MS
    ? { ...lastChange, loadedAt, isFirstLoad }
    : undefined;
}

/** It names an address to which this config sends nothing. */
function isStrange(gateway: Gateway, { peer }: Logged, { connects }: Probed): boolean {
  const port = /^.+:(\d+)$/.exec(peer ?? "")?.[1];
  if (peer === undefined || (port === undefined && !peer.startsWith("unix:"))) return false;
  const known = new Set(connects.map(({ request }) => targetText(request.target)));
  const isPossible = gateway.upstreams.some(
    ({ endpoints, form }) =>
      (form === "variable" && endpoints.length === 0) ||
      endpoints.some(({ endpoint, target }) => {
        // A name may have had the address: then it is the name's, and no matter of the file.
        const isName = target.kind === "tcp" && !target.isAddress && String(target.port) === port;
        return isName || endpoint === peer || targetText(target) === peer;
      }),
  );
  return !isPossible && !known.has(peer);
}

/** What failed for want of the right file goes on until that is loaded, whether or not anybody asked since. */
function goesOn({ lastAt }: Logged, { modifiedAt }: Behind, tls: Location | undefined, now: number): boolean {
  if (tls !== undefined) return now - lastAt < UNASKED_MS;
  return lastAt > modifiedAt && now - lastAt < GOES_ON_MS;
}

/** As the file says it, the same step passes. */
function isCured(event: Logged, probed: Probed, policy: Policy, byTls: boolean): boolean {
  const accused = logCause(event);
  if (accused === undefined || (byTls && accused.step !== "handshake")) return false;
  return repeated(event, accused, probed, policy) === "passes";
}

function notLoaded(
  gateway: Gateway,
  behind: Behind & { readonly tls: Location | undefined },
  strange: readonly Logged[],
  cured: readonly Logged[],
) {
  const { path, tls } = behind;
  // the file that was changed and the step that is cured belong together
  const curedStrength = tls === undefined ? 0.65 : 0.9;
  const telling = strange.length > 0 ? strange : cured;
  const says =
    strange.length > 0
      ? "to which the file sends nothing"
      : tls === undefined
        ? "after the change, and not met when asked as the file says"
        : "and not met with what the file holds now";
  const claim = {
    cause: "config-not-reloaded",
    strength: strange.length > 0 ? 0.93 : cured.length > 0 ? curedStrength : 0.9,
    subject: { gateway: gateway.id, ...(tls !== undefined && placeOf(gateway, telling[0])) },
    ground: `loaded:${gateway.mainFile}`,
    locations: [tls ?? { file: path, line: 1, column: 1 }],
    evidence: [
      whenWritten(gateway, behind),
      ...telling.slice(0, 2).map((event) => `${event.peer ?? "a peer"}, ${says}: ${loggedSentence(event)}`),
    ],
    args: {
      kind: gateway.kind,
      asker: asker(gateway),
      test: testCommand(gateway),
      changed: path,
      file: shellQuote(path),
      ...(gateway.loadsAtStartAlone && {
        remedy: `Restart ${asker(gateway)}: without its admin API it can't load a file again`,
      }),
    },
  } as const;
  return telling.length > 0 ? forSome(root(claim)) : latent(claim);
}

/** Which endpoint it is about, where the log tells. */
function placeOf(gateway: Gateway, event: Logged | undefined): Partial<Subject> {
  const place = event && loggedPlaces(gateway)(event);
  const upstream = gateway.upstreams.find(({ name }) => name === place?.upstream)?.id;
  return place?.endpoint === undefined ? {} : { upstream, endpoint: place.endpoint };
}

function whenWritten(gateway: Gateway, { path, modifiedAt, touchedAt, loadedAt }: Behind): string {
  const who = asker(gateway);
  const workers = gateway.loadsAtStartAlone ? `${who} started` : `the workers of ${who} started`;
  if (modifiedAt > loadedAt)
    return `${path} was written at ${moment(modifiedAt)}, ${duration(modifiedAt - loadedAt)} after ${workers}`;
  return `a file of the config was put in its place at ${moment(touchedAt)}, and ${workers} at ${moment(loadedAt)}`;
}
