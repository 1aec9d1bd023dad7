import { defineCheck, useful } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { alike, asker } from "../../src/model/evidence.ts";
import {
  cameEmpty,
  exchangeResult,
  exchangeSentence,
  isSilent,
  succeeds,
  wasCut,
  wasReset,
} from "../../src/model/exchange.ts";
import { completes, handshakeSentence, wasTried } from "../../src/model/handshake.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim, type EndpointLook } from "../../src/testimony/claim.ts";
import { pathClaim } from "../../src/testimony/path-claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { eachStep, lastSteps } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

type Step = ObservationOf<"handshake"> | ObservationOf<"exchange">;

export default defineCheck({
  id: "stays-open",
  layer: "application",
  since: "0.1.0",
  title: "A connection that was opened stays open until there is an answer",
  about: [
    "TCP opens, and before the first byte of an answer the connection is reset, or closed within the handshake. Where one",
    "change (server name, TLS or not, TLS version, client certificate, PROXY protocol, HTTP version) gets through, that",
    "change names the cause, and this check is silent. What is left is `connection-reset`: the port is open and nothing",
    "behind it wants the connection. An error in answer to a changed request cures nothing, and makes it less sure.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    handshakes: useful("handshake"),
    connects: useful("connect"),
    exchanges: useful("exchange"),
    again: useful("exchange", "repeat"),
    otherName: useful("handshake", "server-name"),
    otherTransport: useful("handshake", "transport"),
    plaintext: useful("exchange", "transport"),
    anyVersion: useful("handshake", "tls-versions"),
    anyCipher: useful("handshake", "tls-ciphers"),
    proxiedHandshake: useful("handshake", "proxy-protocol"),
    proxied: useful("exchange", "proxy-protocol"),
    otherVersion: useful("exchange", "http-version"),
    otherProtocol: useful("exchange", "protocol"),
  },
  causes: {
    "connection-reset": {
      title: (of) => `Connections are opened and cut before any answer: ${who(of)}`,
      meaning:
        "Something accepts the connection and drops it at once. Typical: a published container port whose service " +
        "listens on the container's loopback alone, a load balancer in TCP mode without a healthy server, a service that " +
        "admits certain addresses only, or one that crashes as soon as it is called.",
      fix: (of) =>
        fix(`Find out who accepts on ${of.args.target} and why it drops the connection`, [
          "If the port is published by a container, look on which address the service listens inside it: it has to be 0.0.0.0.",
          "If a load balancer or mesh proxy owns the port, check whether it has a healthy server behind it.",
          "Check whether the service restricts who may connect.",
        ]),
      verify: ({ args }) => [String(args.curl)],
      includes: [],
    },
  },
  judge(look) {
    const { seen, about, gateway } = look;
    const steps = lastSteps(seen.handshakes, [...seen.exchanges, ...seen.again]).filter(wasTried);
    const findings = eachStep(about, steps, (step) => {
      if (!wasDropped(step)) return [];
      const { otherName, otherTransport, anyVersion, anyCipher, proxiedHandshake } = seen;
      const handshakes = [...otherName, ...otherTransport, ...anyVersion, ...anyCipher, ...proxiedHandshake];
      const exchanges = [...seen.plaintext, ...seen.proxied, ...seen.otherVersion, ...seen.otherProtocol];
      if (alike(step, handshakes).some(completes)) return [];
      if (alike(step, seen.plaintext).some(isAnswered) || alike(step, exchanges).some(getsThrough)) return [];
      if (alike(step, seen.handshakes).some((each) => each.facts.clientCertificateRequested === true))
        return [];
      const others = alike(step, [...handshakes, ...exchanges]).filter(wasTried);
      const answered = alike(step, exchanges).find(isAnswered);
      const evidence = [ownSentence(step, gateway), "TCP itself opens", ...othersSentence(others, answered)];
      const strength = certainty(step, others.length > 0, answered !== undefined);
      return [root(claim(look, step, { cause: "connection-reset", strength, evidence }))];
    });
    const atOnce = eachStep(about, seen.connects, (connect) => resetAtOnce(look, connect));
    return conclude([...atOnce, ...findings], "connections stay open until there is an answer");
  },
});

function ownSentence(step: Step, gateway: Gateway): string {
  return step.kind === "handshake" ? handshakeSentence(step, asker(gateway)) : exchangeSentence(step);
}

function othersSentence(
  others: readonly Step[],
  answered: ObservationOf<"exchange"> | undefined,
): readonly string[] {
  if (answered !== undefined)
    return [`asked in another way (${answered.varied?.to ?? ""}): ${exchangeResult(answered)}`];
  return others.length > 0 ? [`${others.length} other ways of asking end no better`] : [];
}

/** What answers another question, if only to refuse it, is alive, and its reason for the reset may be the question. */
function certainty(step: Step, hasOthers: boolean, isAnsweredOtherwise: boolean): number {
  if (isAnsweredOtherwise) return 0.6;
  return (wasReset(step) ? 0.8 : 0.65) + (hasOthers ? 0.08 : 0);
}

function getsThrough(one: ObservationOf<"exchange">): boolean {
  return succeeds(one) && !isSilent(one);
}

function isAnswered(one: ObservationOf<"exchange">): boolean {
  return one.outcome.kind === "answered" && !isSilent(one);
}

/** The reset came before uhc could say a word: TCP was open, and whoever opened it did not want to be asked. */
function resetAtOnce(look: EndpointLook, connect: ObservationOf<"connect">) {
  if (connect.outcome.kind !== "reset") return [];
  return [root(pathClaim(look, connect, { cause: "connection-reset", strength: 0.85 }))];
}

/**
 * An orderly close after the request is a decision of the application; within the handshake, and where bytes are only passed
 * on, nothing was asked yet.
 */
function wasDropped(step: Step): boolean {
  if (step.kind === "exchange") {
    const isUnasked = step.request.exchange?.protocol === "tcp";
    return (isUnasked ? wasCut(step) : wasReset(step)) && cameEmpty(step);
  }
  return (
    step.outcome.kind === "reset" && step.facts.alert === undefined && step.facts.firstBytes === undefined
  );
}
