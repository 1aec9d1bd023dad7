import type { AdminCheck, AdminPeer } from "../../src/model/admin.ts";
import type { CauseId } from "../../src/model/cause.ts";
import { defineCheck, type Finding, needed, useful } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { asker, duration, endpointGround, places, quoted, targetText } from "../../src/model/evidence.ts";
import type { HealthCheck } from "../../src/model/health-check.ts";
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
    if (about.routes.length === 0 && seen.connects.length === 0 && !mayBeLedTo(gateway, upstream.name))
      return skip("no request is led there");
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

/** Some rule makes a name of the request, "app_%[path]": what stands around its samples may fit this one. */
function mayBeLedTo(gateway: Gateway, name: string): boolean {
  return gateway.upstreams.some(({ form, name: written }) => {
    if (form !== "variable") return false;
    const [start = "", end = ""] = [/^.*?(?=%\[)/.exec(written)?.[0], /[^\]]*$/.exec(written)?.[0]];
    return !written.includes("%[") || (name.startsWith(start) && name.endsWith(end));
  });
}

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
    peer: stepPlace(peer, check) ?? checkPlace(look) ?? placeOf(look, peer, seen),
    errno: undefined,
    detail: check.failure,
  };
  const accused = scriptCause(look, check) ?? logCause(event) ?? answerCause(check);
  if (accused === undefined) return [];
  const how = repeated({ peer: event.peer }, accused, seen, look.policy);
  if (how === "told-elsewhere") return [];
  if (how === "passes" && !stands(look, peer, told.at)) return slowReturn(look, peer, told.place);
  const passes = how === "passes" ? [beside(look)] : [];
  const claim = claimOf(look, peer, told.place, accused, { args: loggedArgs(look, event), passes });
  return [root({ ...claim, subject: subjectOf(look, event.peer) })];
}

/** Of a name with several addresses the one that the gateway means. */
function subjectOf({ about }: EndpointLook, place: string): Claim["subject"] {
  const { target, endpoint } = about.endpoint;
  const host = /^\[?(.*?)\]?:\d+$/.exec(place)?.[1];
  const isName = target.kind === "tcp" && !target.isAddress;
  return isName && place !== endpoint && host !== undefined && host !== target.host
    ? { ...about.subject, address: host }
    : about.subject;
}

/** Where the gateway asks: of a name's addresses the one that it has, if uhc asked there too. */
function placeOf({ about }: EndpointLook, peer: AdminPeer, { connects }: Probed): string {
  const { target, endpoint } = about.endpoint;
  if (target.kind === "unix" || target.isAddress) return targetText(target);
  const isAsked = connects.some(({ request }) => targetText(request.target) === peer.endpoint);
  return isAsked ? peer.endpoint : endpoint;
}

/** Where the check goes, if the server's line sends it elsewhere than requests (`addr`, `port`). */
function checkPlace({ about }: EndpointLook): string | undefined {
  const { target, check } = about.endpoint;
  if (target.kind === "unix" || (check?.port ?? check?.address) === undefined) return undefined;
  const host = check?.address?.value ?? target.host;
  return targetText({ ...target, host, port: check?.port?.value ?? target.port });
}

/** Where a check of several connections failed: "… at step 2 of tcp-check (connect port 8082)" (src/tcpcheck.c). */
function stepPlace({ endpoint }: AdminPeer, { text = "" }: AdminCheck): string | undefined {
  const port = / at step \d+ of (?:tcp|http)-check \(connect port (\d{1,5})\)/.exec(text)?.[1];
  const [, host, own] = /^(.+):(\d{1,5})$/.exec(endpoint) ?? [];
  return port === undefined || host === undefined || port === own ? undefined : `${host}:${port}`;
}

/** What is no HTTP can't break its rules: the script of the check did not hear what it wants. */
function scriptCause({ about }: EndpointLook, { failure }: AdminCheck): LogCause | undefined {
  const isScript = about.upstream.healthCheck?.protocol === "tcp";
  if (failure !== "answer-invalid" || !isScript) return undefined;
  return { cause: "health-body-mismatch", step: "exchange", strength: 0.75 };
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

/** Clients are turned away for so long after the service is back: that is worth a word. */
const LONG_RETURN_MS = 30_000;

/** It answers again, and many checks far apart have to pass before the gateway believes it. */
function slowReturn(look: EndpointLook, peer: AdminPeer, place: string): readonly Finding[] {
  const { about, gateway } = look;
  const check = about.upstream.healthCheck;
  const waitMs = check === undefined ? 0 : check.healthyAfter.value * betweenMs(check);
  if (check === undefined || waitMs < LONG_RETURN_MS || peer.downSince === undefined) return [];
  const { endpoint } = about.endpoint;
  const rise = check.healthyAfter.value;
  const rule = `${asker(gateway)} takes it back after ${rise} ${rise === 1 ? "check" : "checks"} in a row, one every ${duration(betweenMs(check))}`;
  const claim: Claim = {
    cause: "health-check-too-aggressive",
    strength: 0.8,
    subject: about.subject,
    ground: endpointGround(about.endpoint),
    locations: places(
      check.downIntervalMs?.location ?? check.healthyAfter.location,
      about.endpoint,
      undefined,
    ),
    evidence: [
      `${asker(gateway)} says at ${place}: ${endpoint} is ${peer.word} since ${moment(peer.downSince)}`,
      "the same check passes for uhc",
      rule,
    ],
    args: {
      kind: gateway.kind,
      upstream: about.upstream.name,
      title: `${endpoint} is well again, and ${asker(gateway)} takes up to ${duration(waitMs)} to believe it`,
      file: about.endpoint.location.file,
      line: about.endpoint.location.line,
    },
  };
  return [root(claim)];
}

function betweenMs({ intervalMs, downIntervalMs }: HealthCheck): number {
  return downIntervalMs?.value ?? intervalMs.value;
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
