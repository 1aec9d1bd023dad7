import type { Gateway, Keepalive } from "../model/config.ts";
import type { LogWord } from "../model/log-grammar.ts";
import type { Ground } from "./ground.ts";
import { wellNowButLogged } from "./logged-peers.ts";
import { type EndedStep, lastStep, type Step } from "./step.ts";

/** Longer than Node.js, Apache httpd and uvicorn keep an idle connection (5 s), and still short for a run. */
const LONGEST_HOLD_MS = 6_000;
/** Peers that are waited for at most; they are all waited for at once. */
const PEERS = 4;
const CUT: ReadonlySet<string> = new Set<LogWord>([
  "closed-before-header",
  "reset-before-header",
  "send-failed",
  // a firewall that has forgotten the connection drops what comes over it, without a word
  "read-timeout",
  "send-timeout",
]);

/**
 * Where the gateway keeps connections and its log shows some that were cut or fell silent, while a fresh one is answered: a connection is
 * kept idle behind its answer, as the gateway does, to see whether the service closes it first. Tells `keepalive-race`
 * from a service that closes now and then, or is slow. Costs one connection for each such peer, and 6 s.
 */
export function keptConnectionSteps(gateway: Gateway, ended: readonly EndedStep[]): readonly Step[] {
  const repeatsReads = gateway.upstreams.some(({ keepalive }) => keepalive?.repeatsReads === true);
  const cut = wellNowButLogged(
    ended,
    // of several endpoints nobody knows which one it was
    (event, { isUnrepeatable, peer }) =>
      CUT.has(event) && peer !== undefined && (!repeatsReads || isUnrepeatable === true),
  );
  return cut
    .flatMap((ground) => {
      const kept = keepaliveOf(gateway, ground);
      return kept === undefined ? [] : [holdStep(ground, Math.min(kept.idleMs.value, LONGEST_HOLD_MS))];
    })
    .slice(0, PEERS);
}

function keepaliveOf(gateway: Gateway, { subjects }: Ground): Keepalive | undefined {
  const ids = new Set(subjects.map(({ upstream }) => upstream));
  const kept = gateway.upstreams.find(
    ({ id, keepalive }) => ids.has(id) && keepalive !== undefined,
  )?.keepalive;
  return kept !== undefined && kept.connections.value > 0 ? kept : undefined;
}

function holdStep({ request, subjects, what }: Ground, holdMs: number): Step {
  return lastStep({
    what: `${what}, a connection kept idle`,
    request: { kind: "idle", climb: { ...request, answerPatienceMs: undefined }, holdMs },
    subjects,
    varied: { experiment: "idle", from: "closed behind the answer", to: `kept for ${holdMs} ms` },
  });
}
