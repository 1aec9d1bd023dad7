import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { asker, duration, routeOf, targetText } from "../../src/model/evidence.ts";
import { questionText } from "../../src/model/exchange.ts";
import { wasTried } from "../../src/model/handshake.ts";
import { answersTooLate } from "../../src/model/liveness.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { diskWaits } from "../../src/testimony/disk-waits.ts";
import { loggedAs, loggedSentence } from "../../src/testimony/logged.ts";
import { type OwnersTold, ownersTold } from "../../src/testimony/owner-sentences.ts";
import { ownersAt } from "../../src/testimony/owners-at.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, latent, root } from "../../src/testimony/verdict.ts";

type Exchange = ObservationOf<"exchange">;
type Logs = readonly ObservationOf<"log">[];
type Look = Parameters<typeof claim>[0];

export default defineCheck({
  id: "answers-in-time",
  layer: "application",
  since: "0.1.0",
  title: "The service answers before the gateway gives up",
  about: [
    "Sends the gateway's request and reads on after the gateway would have given up. An answer that comes after the",
    "gateway's limit is `timeout-too-short`, whichever side is to blame; no answer however long one waits is",
    "`service-hung`. Where uhc waits for a shorter time than the gateway does, silence proves less, and the report says so.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    exchanges: needed("exchange"),
    logs: useful("log"),
    listeners: useful("listeners"),
    resources: useful("resources"),
  },
  causes: {
    "service-hung": {
      title: (of) =>
        (of.args.owner ?? "") === "" || of.endpointCount > 1
          ? `Connections are accepted but never answered: ${who(of)}`
          : `${of.args.owner} accepts connections but never answers: ${who(of)}`,
      meaning:
        "The port is open, the request goes out, and nothing comes back: all workers are busy or blocked, the process is " +
        "deadlocked or stopped, or it waits for something of its own (a database, a lock, another service).",
      fix: (of) =>
        fix(
          of.args.resume === undefined
            ? `Find out what the service behind ${of.args.target} waits for, and restart it if it does not recover`
            : `Let ${of.args.unit} go on`,
          of.args.resume === undefined
            ? [
                "Take a stack or thread dump before the restart, or the reason is lost.",
                "Look at its pools: workers, database connections, outgoing calls without a timeout.",
              ]
            : [],
          of.args.resume === undefined ? [] : [String(of.args.resume)],
        ),
      verify: ({ args }) => [String(args.curl)],
      includes: [],
    },
    "timeout-too-short": {
      // a check that only foresees it brings a title of its own
      title: (of) =>
        typeof of.args.title === "string"
          ? of.args.title
          : `${who(of)}: an answer takes ${of.args.took}, but ${of.args.asker} waits only ${of.args.limit}`,
      meaning:
        "The service does answer, and the gateway has given up by then. Whether the limit is too short or the service too " +
        "slow is for its owner to say; the two don't fit.",
      fix: (of) =>
        fix(
          typeof of.args.fix === "string"
            ? of.args.fix
            : "Make the service faster, or make the gateway wait longer",
          [
            "First check whether the service should take that long: every waiting request holds a connection.",
            configStep(
              of,
              {
                nginx: `${of.args.family}_${of.args.setting === "handshake" ? "connect" : "read"}_timeout ${of.args.wanted};`,
                haproxy: `timeout ${of.args.setting === "handshake" ? "connect" : "server"} ${of.args.wanted} (timeout check for a check)`,
                caddy: `${of.args.setting === "handshake" ? "tls_timeout" : "response_header_timeout, or the read_timeout that stands there,"} ${of.args.wanted} in transport http (health_timeout for a check)`,
              },
              of.args.wanted === undefined
                ? "Check how long answers take."
                : `Give this upstream at least ${of.args.wanted}.`,
            ),
            "Then look at the limits in front (load balancer, CDN, client): each has to be longer than the one behind it.",
          ],
        ),
      verify: ({ args }) => [
        `time ${String(args.curl).replace(/--max-time \d+/, `--max-time ${args.patience}`)}`,
      ],
      includes: ["service-hung"],
    },
  },
  judge(look) {
    const { seen, about } = look;
    const asked = seen.exchanges.filter(wasTried);
    const answers = asked.some((each) => each.outcome.kind === "answered");
    const waitsAt = ({ request }: Exchange) =>
      diskWaits(ownersAt(request.target, seen.listeners), seen.resources);
    const findings = eachStep(about, asked, (exchange) => {
      if (exchange.outcome.kind === "answered")
        return answersTooLate(exchange)
          ? [tooShort(look, exchange, waitsAt(exchange))]
          : pausesTooLong(look, exchange);
      // A header without its end may be a stream that is meant to stay open.
      if (exchange.outcome.kind !== "timed-out" || exchange.facts.status !== undefined) return [];
      const owners = ownersTold(ownersAt(exchange.request.target, seen.listeners));
      return [hung(look, exchange, seen.logs, { othersAnswer: answers, owners, waits: waitsAt(exchange) })];
    });
    const slowest = Math.max(0, ...asked.map((each) => each.facts.firstByteMs ?? 0));
    return conclude(findings, `no request is left without an answer (slowest ${duration(slowest)})`);
  },
});

function tooShort(look: Look, exchange: Exchange, waits: readonly string[]) {
  const { firstByteMs = 0, headerMs = firstByteMs } = exchange.facts;
  const { readIdleMs, requestMs = Number.POSITIVE_INFINITY } = exchange.request.limits;
  const isWhole = headerMs > requestMs;
  const limit = isWhole ? requestMs : (readIdleMs ?? 0);
  const took = isWhole ? headerMs : firstByteMs;
  const timeouts = routeOf(look.about, exchange)?.forward.timeouts;
  const own = isWhole ? timeouts?.requestMs : timeouts?.readIdleMs;
  const check =
    exchange.request.exchange?.purpose === "declared-check" ? look.about.upstream.healthCheck : undefined;
  const value = (check?.timeoutMs ?? own)?.location;
  const evidence = [
    `${questionText(exchange.request)}: first answer after ${duration(took)}`,
    `${asker(look.gateway)} gives up after ${duration(limit)}`,
    ...waits,
  ];
  const args = {
    took: duration(took),
    limit: duration(limit),
    setting: "read",
    wanted: seconds(took),
    patience: Math.ceil((took * 2) / 1000),
  };
  return root(claim(look, exchange, { cause: "timeout-too-short", strength: 0.95, evidence, value, args }));
}

/** Twice what was measured, in whole seconds, as room to breathe. */
function seconds(ms: number): string {
  return `${Math.ceil((ms * 2) / 1000)}s`;
}

/** A silence within the body: the answer breaks off there, but its status is already out. */
function pausesTooLong(look: Look, exchange: Exchange) {
  const pause = exchange.facts.longestPauseMs ?? 0;
  const limit = exchange.request.limits.readIdleMs;
  if (limit === undefined || pause <= limit) return [];
  const evidence = [
    `${questionText(exchange.request)}: silent for ${duration(pause)} within the answer, limit ${duration(limit)}`,
  ];
  const args = {
    took: duration(pause),
    limit: duration(limit),
    setting: "read",
    wanted: seconds(pause),
    patience: Math.ceil((pause * 2) / 1000),
  };
  const value = routeOf(look.about, exchange)?.forward.timeouts.readIdleMs.location;
  return [
    latent(claim(look, exchange, { cause: "timeout-too-short", strength: 0.8, evidence, value, args })),
  ];
}

interface Around {
  readonly othersAnswer: boolean;
  readonly owners: OwnersTold;
  /** What it may wait for. */
  readonly waits: readonly string[];
}

function hung(look: Look, exchange: Exchange, logs: Logs, { othersAnswer, owners, waits }: Around) {
  const { patienceMs, answerPatienceMs = patienceMs, target } = exchange.request;
  const waited = Math.max(patienceMs, answerPatienceMs);
  const limit = Math.min(
    ...[exchange.request.limits.readIdleMs, exchange.request.limits.requestMs].map(
      (ms) => ms ?? Number.POSITIVE_INFINITY,
    ),
  );
  const isSooner = Number.isFinite(limit) && waited < limit;
  const evidence = [`${questionText(exchange.request)}: connected, and no answer within ${duration(waited)}`];
  evidence.push(...owners.sentences, ...waits);
  if (isSooner)
    evidence.push(
      `uhc gave up before ${asker(look.gateway)} would (after ${duration(limit)}): a slow answer is possible`,
    );
  if (othersAnswer) evidence.push("other requests to the same endpoint are answered");
  const [logged] = loggedAs(logs, ["read-timeout"], ({ peer }) => peer === targetText(target));
  if (logged !== undefined) evidence.push(loggedSentence(logged));
  const sure = isSooner ? (logged === undefined ? 0.6 : 0.85) : waited >= 2 * limit ? 0.93 : 0.8;
  const strength = owners.isStopped ? 0.97 : othersAnswer ? sure - 0.15 : sure;
  const args = { owner: owners.name };
  return root(claim(look, exchange, { cause: "service-hung", strength, evidence, args }));
}
