import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, duration, quoted, routeOf, shellQuote } from "../../src/model/evidence.ts";
import { header } from "../../src/model/exchange.ts";
import { verifies, wasTried } from "../../src/model/handshake.ts";
import type { Certificate, ObservationOf } from "../../src/model/observation.ts";
import { day, endingSoon } from "../../src/testimony/certificate-life.ts";
import { claim } from "../../src/testimony/claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, latent, root } from "../../src/testimony/verdict.ts";

type Handshake = ObservationOf<"handshake">;

/** A Date header has whole seconds and may come from a cache; less than this is no skew (RFC 9110 section 6.6.1). */
const SKEW = 5 * 60_000;
/** X509_V_ERR_CERT_HAS_EXPIRED. */
const EXPIRED = 10;

export default defineCheck({
  id: "certificate-dates",
  layer: "tls",
  since: "0.1.0",
  title: "Every certificate of the chain is valid now, and for some time",
  about: [
    "Compares the dates of the presented chain with this host's clock. Expired or not yet valid is a root cause where the",
    "gateway verifies and its library names the date as the first thing wrong (X509_V_ERR 10 and 9); where the gateway",
    "does not verify, it is said as a hint. Within 14 days of the end is a warning, within 30 a hint, only where the",
    "gateway verifies; short-lived certificates only in the last tenth of their life. Where the server's Date header lies",
    "within the dates and this host's clock does not, one of the two clocks is wrong: `clock-skew`. Where the chain is valid and",
    "verification says expired all the same, the authority that the gateway holds is.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    handshakes: needed("handshake"),
    exchanges: useful("exchange"),
    renamed: useful("handshake", "server-name"),
  },
  causes: {
    "tls-certificate-expired": {
      title: (of) =>
        of.args.authority === undefined
          ? `The certificate of ${who(of)} expired ${of.args.ago} ago`
          : `The authority by which ${of.args.asker} verifies ${who(of)} has expired`,
      meaning:
        "The last day of a certificate in the chain has passed, and a client that verifies refuses it. The chain ends with an " +
        "authority that the client itself holds, whose days count as well.",
      fix: ({ args }) =>
        args.authority === undefined
          ? fix("Renew the certificate at the service and make it load the new one", [
              "Renew it, then reload the service: many read the file only when they start.",
              RENEWAL,
            ])
          : fix(`Put the authority's new certificate into ${args.authority}, and reload ${args.asker}`, [
              "If the authority has a new key too, the service's certificate has to be issued anew by it.",
            ]),
      verify: ({ args }) => [
        args.see === undefined ? `${args.openssl} | openssl x509 -noout -subject -enddate` : String(args.see),
        ...(args.authority === undefined
          ? []
          : [`openssl x509 -noout -subject -enddate -in ${shellQuote(String(args.authority))}`]),
      ],
      includes: ["tls-certificate-expires-soon"],
    },
    "tls-certificate-not-yet-valid": {
      title: (of) => `The certificate of ${who(of)} is valid only from ${of.args.from} on`,
      meaning:
        "The first day of a certificate in the chain lies ahead. Either it was issued for later, or a clock is wrong.",
      fix: () =>
        fix("Use a certificate that is valid now, or set the clock right", [
          "Compare this host's clock with a time server.",
          "If the clock is right, let the service use the earlier certificate until then.",
        ]),
      verify: ({ args }) => [`${args.openssl} | openssl x509 -noout -subject -startdate`, "date -u"],
      includes: [],
    },
    "tls-certificate-expires-soon": {
      title: (of) => `The certificate of ${who(of)} expires in ${of.args.left}`,
      meaning: "It is valid now, and verification will fail when it ends. Nothing fails yet.",
      fix: () => fix("Renew the certificate before it ends", [RENEWAL]),
      verify: ({ args }) => [
        args.see === undefined ? `${args.openssl} | openssl x509 -noout -subject -enddate` : String(args.see),
      ],
      includes: [],
    },
    "clock-skew": {
      title: (of) =>
        `The clocks of this host and of ${who(of)} differ by ${of.args.skew}, and certificates fail over it`,
      meaning:
        "A certificate is outside its dates by this host's clock and inside them by the server's. One of the clocks is " +
        "wrong; which one, a third clock tells.",
      fix: () =>
        fix(
          "Set the wrong clock right",
          ["Compare both clocks with a time server."],
          ["timedatectl status", "date -u"],
        ),
      verify: ({ args }) => ["date -u", `${args.curl} 2>&1 | grep -i '^< date:'`],
      includes: ["tls-certificate-expired", "tls-certificate-not-yet-valid"],
    },
  },
  judge(look) {
    const { seen, policy } = look;
    const shown = seen.handshakes.filter((each) => wasTried(each) && each.facts.chain.length > 0);
    const findings = eachStep(look.about, shown, (handshake) => {
      const { now } = policy;
      const wrong = handshake.facts.chain.find((each) => now > each.notAfter || now < each.notBefore);
      const verify = handshake.request.tls?.verify === true;
      if (wrong === undefined)
        return verify ? [...authorityOver(look, handshake), ...soonOver(look, handshake)] : [];
      if (alike(handshake, seen.renamed).some(verifies)) return [];
      const date = alike(handshake, seen.exchanges).map((each) => Date.parse(header(each, "date") ?? ""));
      return outside(
        look,
        handshake,
        wrong,
        date.find((time) => Number.isFinite(time)),
      );
    });
    if (shown.length === 0) return conclude([], "no certificate was shown");
    const left = Math.min(
      ...shown.flatMap((each) => each.facts.chain.map((one) => one.notAfter - policy.now)),
    );
    return conclude(findings, `certificates are valid for another ${duration(left)}`);
  },
});

const RENEWAL = "Let a job renew it, and watch the end date, so that it does not happen again.";

type Look = Parameters<typeof claim>[0];

function outside(look: Look, handshake: Handshake, wrong: Certificate, serverTime: number | undefined) {
  const { now } = look.policy;
  const isExpired = now > wrong.notAfter;
  const ground = `certificate:${wrong.fingerprint}`;
  const end = isExpired ? `expired ${day(wrong.notAfter)}` : `is valid from ${day(wrong.notBefore)} on`;
  const evidence = [`the certificate ${quoted(wrong.subject)} ${end}, now is ${day(now)}`];
  const args = { ago: duration(now - wrong.notAfter), from: day(wrong.notBefore) };
  const cause = isExpired ? "tls-certificate-expired" : "tls-certificate-not-yet-valid";
  const isVerified = handshake.request.tls?.verify === true;
  const value = routeOf(look.about, handshake)?.forward.tls?.verify.location;
  if (!isVerified) {
    evidence.push(`${look.gateway.kind} does not verify it, so nothing fails over it`);
    return [latent(claim(look, handshake, { cause, strength: 0.95, evidence, value, ground, args }), "info")];
  }
  // OpenSSL stops at its first error, and a chain that leads nowhere comes before any date.
  if (handshake.facts.verification.code !== (isExpired ? EXPIRED : 9)) return [];
  const dated = root(claim(look, handshake, { cause, strength: 0.97, evidence, ground, args }));
  if (serverTime === undefined || Math.abs(serverTime - now) < SKEW) return [dated];
  if (serverTime > wrong.notAfter || serverTime < wrong.notBefore) return [dated];
  const skew = duration(Math.abs(serverTime - now));
  const clocks = [
    `by the server's Date header it is ${day(serverTime)}, by this host's clock ${day(now)}`,
    ...evidence,
  ];
  const found = { cause: "clock-skew", strength: 0.85, evidence: clocks, args: { skew } } as const;
  return [{ ...dated, strength: 0.6 }, root(claim(look, handshake, { ...found, ground: "clock" }))];
}

/** The chain as it was shown is valid, and verification ends over a date all the same: what is left is what it ends with. */
function authorityOver(look: Look, handshake: Handshake) {
  const { tls } = handshake.request;
  if (handshake.facts.verification.code !== EXPIRED || tls?.trust.kind !== "file") return [];
  const authority = tls.trust.path;
  const evidence = [
    `the certificates that it shows are valid now, and verification against ${authority} ends with error ${EXPIRED}, certificate has expired`,
  ];
  const value = routeOf(look.about, handshake)?.forward.tls?.trust.location;
  const found = {
    cause: "tls-certificate-expired",
    strength: 0.9,
    ground: `authority:${authority}`,
  } as const;
  return [root(claim(look, handshake, { ...found, evidence, value, args: { authority } }))];
}

function soonOver(look: Look, handshake: Handshake) {
  return handshake.facts.chain.slice(0, 1).flatMap((own) => {
    const severity = endingSoon(own, look.policy.now);
    if (severity === undefined) return [];
    const left = own.notAfter - look.policy.now;
    const evidence = [
      `the certificate ${quoted(own.subject)} ends ${day(own.notAfter)}, in ${duration(left)}`,
    ];
    const ground = `certificate:${own.fingerprint}`;
    const found = { cause: "tls-certificate-expires-soon", strength: 0.95, evidence, ground } as const;
    return [latent(claim(look, handshake, { ...found, args: { left: duration(left) } }), severity)];
  });
}
