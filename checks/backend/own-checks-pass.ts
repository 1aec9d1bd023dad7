import type { AdminCheck, AdminPeer } from "../../src/model/admin.ts";
import type { CauseId } from "../../src/model/cause.ts";
import { defineCheck, type Finding, needed, useful } from "../../src/model/check.ts";
import { asker, endpointGround, places, quoted, targetText } from "../../src/model/evidence.ts";
import { reportedPeers } from "../../src/model/reported-peers.ts";
import { isServerError } from "../../src/model/server-error.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import { type LogCause, logCause } from "../../src/testimony/log-causes.ts";
import { moment } from "../../src/testimony/logged.ts";
import { loggedArgs } from "../../src/testimony/logged-args.ts";
import { type Probed, repeated } from "../../src/testimony/logged-step.ts";
import { movedPeer } from "../../src/testimony/moved-peer.ts";
import { peersOf } from "../../src/testimony/peers.ts";
import { testCommand } from "../../src/testimony/problem.ts";
import { type Claim, conclude, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "own-checks-pass",
  layer: "backend",
  since: "0.1.0",
  title: "The gateway's own check of the endpoint passes",
  about: [
    "Reads from the gateway's admin surface what its own last check of an endpoint failed of, where it holds the endpoint for",
    "down because of it (HAProxy: `show stat`). Where uhc's probe fails in the same way it is a second witness; where nobody",
    "could probe, it is the only one. Where the step fails of something that its own check tells, this one is silent. Where it",
    "passes for uhc, the gateway's next checks may see that too, and nobody is accused, until they had the time to; or at once",
    "where uhc repeats only a part of the check.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    admin: needed("admin"),
    resolves: useful("resolve"),
    connects: useful("connect"),
    handshakes: useful("handshake"),
    exchanges: useful("exchange"),
    files: useful("file"),
  },
  causes: {},
  judge(look) {
    const { about, gateway, seen } = look;
    const { endpoint, upstream } = about;
    if (endpoint.check?.port !== undefined || endpoint.check?.address !== undefined)
      return skip("the gateway checks another place than requests go to");
    const failed = seen.admin.find(({ outcome }) => outcome.kind !== "answered");
    if (failed !== undefined) return skip(failed.outcome.reason);
    const addresses = peersOf(about, seen.connects);
    const of = { upstream: upstream.name, endpoint: endpoint.endpoint, alias: endpoint.alias, addresses };
    const told = reportedPeers(seen.admin, of);
    const place = seen.admin[0]?.request.place.text ?? "";
    const at = seen.admin[0]?.startedAt ?? 0;
    const findings = told.flatMap((peer) =>
      // what fails at another address than this endpoint's says nothing of this endpoint
      movedPeer(endpoint, peer, seen.resolves) === undefined ? failedOf(look, peer, { place, at }, seen) : [],
    );
    const words = told.map(({ word, check }) => (check === undefined ? word : `${word}, ${check.word}`));
    const asked = told.length === 0 ? "says nothing of it" : `calls it ${words.join("; ")}`;
    return conclude(findings, `${asker(gateway)} ${asked}`);
  },
});

/** Where the gateway told it, and when. */
interface Told {
  readonly place: string;
  readonly at: number;
}

function failedOf(look: EndpointLook, peer: AdminPeer, told: Told, seen: Probed): readonly Finding[] {
  const { check } = peer;
  if (peer.state !== "down" || check?.failure === undefined) return [];
  const event = {
    event: "check-failed",
    peer: stepPlace(peer, check) ?? placeOf(look, peer, seen),
    errno: undefined,
    detail: check.failure,
  };
  const accused = logCause(event) ?? answerCause(check);
  if (accused === undefined) return [];
  const how = repeated({ peer: event.peer }, accused, seen, look.policy);
  if (how === "told-elsewhere" || (how === "passes" && !stands(look, peer, told.at))) return [];
  const passes = how === "passes" ? [beside(look)] : [];
  return [root(claimOf(look, peer, told.place, accused, { args: loggedArgs(look, event), passes }))];
}

/** Where the gateway asks: of a name's addresses the one that it has, if uhc asked there too. */
function placeOf({ about }: EndpointLook, peer: AdminPeer, { connects }: Probed): string {
  const { target, endpoint } = about.endpoint;
  if (target.kind === "unix" || target.isAddress) return targetText(target);
  const isAsked = connects.some(({ request }) => targetText(request.target) === peer.endpoint);
  return isAsked ? peer.endpoint : endpoint;
}

/** Where a check of several connections failed: "… at step 2 of tcp-check (connect port 8082)" (src/tcpcheck.c). */
function stepPlace({ endpoint }: AdminPeer, { text = "" }: AdminCheck): string | undefined {
  const port = / at step \d+ of (?:tcp|http)-check \(connect port (\d{1,5})\)/.exec(text)?.[1];
  const [, host, own] = /^(.+):(\d{1,5})$/.exec(endpoint) ?? [];
  return port === undefined || host === undefined || port === own ? undefined : `${host}:${port}`;
}

/** What an answer says that the check does not want, by its status; a program that checks has no answer. */
function answerCause({ failure, status = 0 }: AdminCheck): LogCause | undefined {
  const isProgram = failure === "program-failed" || failure === "program-timeout";
  if (failure !== "status-wrong" && !isProgram) return undefined;
  const cause: CauseId = isServerError(status)
    ? "application-error"
    : status === 404 || status === 410
      ? "health-path-not-found"
      : status === 401 || status === 403
        ? "health-auth-required"
        : "health-status-unexpected";
  return { cause, step: "exchange", strength: 0.8 };
}

/** What passes for uhc can't be the whole of it, or the gateway has had the time to find out that it passes. */
function stands({ about }: EndpointLook, { downSince }: AdminPeer, at: number): boolean {
  const check = about.upstream.healthCheck;
  if (check === undefined) return false;
  if (check.isPartial === true) return true;
  const interval = Math.max(check.intervalMs.value, check.downIntervalMs?.value ?? 0);
  const patience = (check.healthyAfter.value + 2) * (interval + (check.timeoutMs?.value ?? 0));
  return downSince !== undefined && at - downSince > patience;
}

function beside({ about, gateway }: EndpointLook): string {
  return about.upstream.healthCheck?.isPartial === true
    ? "uhc repeats a part of that check alone, and that part passes"
    : `the same check passes for uhc, and ${asker(gateway)} has checked again since: look at what differs between the two (address, account, network)`;
}

function claimOf(
  { about, gateway }: EndpointLook,
  { word, check, downSince }: AdminPeer,
  place: string,
  { cause, strength }: LogCause,
  { args, passes }: { readonly args: Claim["args"]; readonly passes: readonly string[] },
): Claim {
  const locations = places(undefined, about.endpoint, about.routes[0]);
  const reason = [check?.word, check?.status, check?.text].filter((part) => part !== undefined).join(" ");
  const since = downSince === undefined ? "" : ` since ${moment(downSince)}`;
  const rule = { kind: gateway.kind, asker: asker(gateway), test: testCommand(gateway) };
  return {
    cause,
    strength,
    subject: about.subject,
    ground: endpointGround(about.endpoint),
    locations,
    evidence: [
      `${asker(gateway)} says at ${place}: ${about.endpoint.endpoint} is ${word}${since}, its check: ${reason}`,
      ...passes,
    ],
    args: {
      ...rule,
      file: locations[0]?.file ?? "",
      line: locations[0]?.line ?? 0,
      ...args,
      ...(cause === "health-body-mismatch" && contentArgs(about.endpoint.endpoint, check?.text ?? "")),
      ...(check !== undefined &&
        answerCause(check) !== undefined &&
        answerArgs(about.endpoint.endpoint, check)),
    },
  };
}

/** The answer itself is not among what the gateway tells: what the check wanted of it is. */
function contentArgs(endpoint: string, text: string): Claim["args"] {
  return {
    title: `The gateway's own check does not find in the answer of ${endpoint} what it wants: ${quoted(text, 100)}`,
    fix: "See how the service answers that check, and make the two agree",
  };
}

/** The gateway keeps the status and a word of the answer. */
function answerArgs(endpoint: string, { word, status, text = "" }: AdminCheck): Claim["args"] {
  const said = [status === undefined ? "" : `gets ${status}`, text === "" ? "" : quoted(text, 80)];
  return {
    title: `The gateway's own check of ${endpoint} fails (${[word, ...said].filter((one) => one !== "").join(", ")})`,
    fix: "Make that request by hand as the check makes it, from this host, and see what the service answers",
  };
}
