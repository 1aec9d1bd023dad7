import { defineCheck, useful } from "../../src/model/check.ts";
import { alike, asker, quoted, routeOf, shellQuote } from "../../src/model/evidence.ts";
import { cameEmpty, exchangeSentence, wasCut } from "../../src/model/exchange.ts";
import type { ClientCertificate } from "../../src/model/forward.ts";
import { alertFrom, completes, finished, handshakeSentence, wasTried } from "../../src/model/handshake.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { day } from "../../src/testimony/certificate-life.ts";
import { claim } from "../../src/testimony/claim.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { withFlag } from "../../src/testimony/reproduce.ts";
import { eachStep, lastSteps } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

type Seen = ObservationOf<"handshake"> | ObservationOf<"exchange">;

/** nginx's pages for 496 and 495, which it sends as 400 (ngx_http_special_response.c), and HAProxy-like wordings. */
const MISSING_PAGE =
  /No required SSL certificate was sent|client certificate (is )?required|certificate required/i;
const REFUSED_PAGE = /The SSL certificate error/i;

/** Alerts that say "your certificate is no good" (RFC 8446 section 6.2), when one was sent. */
const REFUSALS: ReadonlySet<number> = new Set([42, 43, 44, 45, 46, 48, 49]);

export default defineCheck({
  id: "client-certificate",
  layer: "tls",
  since: "0.1.0",
  title: "The service is content with the client certificate that the gateway sends, or that it sends none",
  about: [
    "Alert 116, a page that asks for a certificate, or alert 40 or 42 after the server has asked for one, is",
    "`tls-client-certificate-required`. In TLS 1.2 a missing certificate ends in alert 40, the same as a missing server",
    "name or cipher: where the server's request for a certificate was not seen, the cause is only a weak one. Where a",
    "certificate is sent, alerts 42 to 46, 48 and 49 say that the service refuses it; so does an end without a word where",
    "the same service says alert 116 to a client without any. The file of the certificate tells whether it has expired.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    handshakes: useful("handshake"),
    exchanges: useful("exchange"),
    otherName: useful("handshake", "server-name"),
    anyVersion: useful("handshake", "tls-versions"),
    anyCipher: useful("handshake", "tls-ciphers"),
    otherVersion: useful("handshake", "http-version"),
    otherProtocol: useful("handshake", "protocol"),
    files: useful("file"),
  },
  causes: {
    "tls-client-certificate-required": {
      title: (of) =>
        of.args.sent === "none"
          ? `A client certificate is wanted, and ${of.args.asker} sends none: ${who(of)}`
          : `The client certificate that ${of.args.asker} sends is refused: ${who(of)}`,
      meaning:
        "The service speaks mutual TLS: it wants a certificate from the gateway, issued by a CA that it trusts, valid " +
        "now, and made for clients. Without a right one it ends the connection, or answers 400.",
      fix: (of) =>
        of.args.sent === "none"
          ? fix("Give the gateway a client certificate that the service trusts", [
              configStep(
                of,
                {
                  nginx: `${of.args.family}_ssl_certificate /path/client.crt; ${of.args.family}_ssl_certificate_key /path/client.key;`,
                  caddy: "tls_client_auth /path/client.crt /path/client.key in transport http",
                },
                "Configure a client certificate and its key for this upstream.",
              ),
              "Or, if nobody meant to demand one, turn that demand off at the service.",
            ])
          : fix(
              "Send a client certificate that the service accepts",
              [
                "Look at dates, issuer and extended key usage (clientAuth) of the certificate.",
                "Compare its issuer with the CAs that the service trusts for clients.",
              ],
              [`openssl x509 -noout -subject -issuer -dates -ext extendedKeyUsage -in ${of.args.sent}`],
            ),
      verify: ({ args }) => [
        args.sent === "none"
          ? String(args.openssl)
          : withFlag(args.openssl, `-cert ${args.sent} -key ${args.keyFile}`),
        String(args.curl),
      ],
      includes: [
        "mtls-mode-mismatch",
        "health-status-unexpected",
        "tls-cipher-mismatch",
        "connection-closed-early",
      ],
    },
  },
  judge(look) {
    const { seen, about, gateway, policy } = look;
    const steps: readonly Seen[] = lastSteps(seen.handshakes, seen.exchanges.filter(wasTried));
    const findings = eachStep(about, steps, (step) => {
      const cured = finished(alike(step, [...seen.otherName, ...seen.anyVersion, ...seen.anyCipher]));
      const certificate = step.request.tls?.clientCertificate;
      const ended = endOf(certificate?.certificateFile.value, seen.files);
      const others = alike(step, [...seen.otherName, ...seen.otherVersion, ...seen.otherProtocol]);
      const demand = others.find((each) => alertFrom(each) === 116);
      const strength =
        byPage(step) ||
        byAlert(step, cured !== undefined) ||
        byHangup(step, alike(step, seen.handshakes)) ||
        byParting(step, demand !== undefined, ended !== undefined && ended < policy.now);
      if (strength === 0) return [];
      const own =
        step.kind === "handshake" ? handshakeSentence(step, asker(gateway)) : exchangeSentence(step);
      const asks = alike(step, seen.handshakes).some(
        (each) => each.facts.clientCertificateRequested === true,
      );
      const page =
        byPage(step) > 0 && step.kind === "exchange" ? [`its page: ${quoted(step.facts.bodyStart)}`] : [];
      const request = asks ? ["in the handshake the server asks for a client certificate"] : [];
      const settings = routeOf(about, step)?.forward.tls;
      const value = settings?.clientCertificate?.certificateFile.location ?? settings?.location;
      const args = {
        sent: certificate === undefined ? "none" : shellQuote(certificate.certificateFile.value),
        keyFile: certificate === undefined ? "" : shellQuote(certificate.keyFile.value),
      };
      const evidence = [
        own,
        ...page,
        ...request,
        ...demanded(demand),
        ...expired(certificate, ended, policy.now),
      ];
      return [
        root(
          claim(look, step, { cause: "tls-client-certificate-required", strength, evidence, value, args }),
        ),
      ];
    });
    if (steps.every((step) => step.request.tls === undefined))
      return conclude([], "no TLS, no client certificate");
    return conclude(findings, "the service asks for no more than the gateway shows");
  },
});

function byPage(step: Seen): number {
  if (step.kind !== "exchange" || step.request.tls === undefined) return 0;
  const { status, bodyStart } = step.facts;
  if (status !== 400 && status !== 403 && status !== 401) return 0;
  const page = step.request.tls.clientCertificate === undefined ? MISSING_PAGE : REFUSED_PAGE;
  return page.test(bodyStart) ? 0.97 : 0;
}

function byAlert(step: Seen, isExplained: boolean): number {
  const alert = alertFrom(step);
  if (alert === undefined) return 0;
  if (alert === 116) return 0.98;
  if (step.request.tls?.clientCertificate !== undefined) return REFUSALS.has(alert) ? 0.95 : 0;
  if (isExplained || (alert !== 40 && alert !== 42)) return 0;
  const asked = step.kind === "handshake" ? step.facts.clientCertificateRequested : undefined;
  if (asked === true) return 0.94;
  if (alert === 42) return 0.8;
  return asked === false ? 0 : 0.3;
}

/** What comes back to those who show no certificate at all. */
function demanded(demand: ObservationOf<"handshake"> | undefined): readonly string[] {
  return demand === undefined ? [] : ["without any certificate: TLS alert 116 (certificate_required)"];
}

function expired(
  certificate: ClientCertificate | undefined,
  ended: number | undefined,
  now: number,
): readonly string[] {
  if (certificate === undefined || ended === undefined || ended >= now) return [];
  return [`${certificate.certificateFile.value} holds a certificate that expired ${day(ended)}`];
}

/** The last day of the gateway's own certificate, by its file. */
function endOf(path: string | undefined, files: readonly ObservationOf<"file">[]): number | undefined {
  const file = files.find(({ request }) => request.purpose === "certificate" && request.path === path);
  return file?.facts.certificate?.notAfter;
}

/**
 * In TLS 1.3 a server judges the client's certificate when the handshake is over for the client (RFC 8446 section 4.4.2),
 * and Node.js and others then close without an alert.
 */
function byParting(step: Seen, isDemanded: boolean, hasExpired: boolean): number {
  if (step.kind !== "exchange" || step.request.tls?.clientCertificate === undefined) return 0;
  if (!wasCut(step) || !cameEmpty(step) || !isDemanded) return 0;
  return hasExpired ? 0.94 : 0.8;
}

/** Some servers hang up on a client without a certificate instead of sending the alert. */
function byHangup(step: Seen, handshakes: readonly ObservationOf<"handshake">[]): number {
  if (step.outcome.kind !== "reset" || step.request.tls === undefined) return 0;
  if (step.request.tls.clientCertificate !== undefined) return 0;
  const asked = handshakes.some((each) => each.facts.clientCertificateRequested === true);
  return asked && !(step.kind === "handshake" && completes(step)) ? 0.75 : 0;
}
