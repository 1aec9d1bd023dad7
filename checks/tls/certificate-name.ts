import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, asker, hostWord, listed, routeOf } from "../../src/model/evidence.ts";
import { verifies, wasTried } from "../../src/model/handshake.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim, type EndpointLook } from "../../src/testimony/claim.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "certificate-name",
  layer: "tls",
  since: "0.1.0",
  title: "The certificate carries the name that the gateway checks",
  about: [
    "Only where the gateway verifies: compares the certificate's names with the one that the gateway checks. The chain is",
    "judged first, as the gateway does it, so a name is named as the cause only if the chain verifies. Silent where the",
    "right certificate comes with another server name: then `tls-sni-required` says it better.",
  ].join("\n"),
  for: "endpoint",
  needs: { handshakes: needed("handshake"), renamed: useful("handshake", "server-name") },
  causes: {
    "tls-certificate-name-mismatch": {
      title: (of) =>
        `The certificate of ${who(of)} is not for ${of.args.checked}, the name that ${of.args.asker} checks`,
      meaning:
        "The certificate is good and belongs to another name than the gateway expects. Often the gateway checks the name " +
        "of a group in its own config, or an address, while the certificate carries the service's host name.",
      fix: (of) =>
        fix(
          of.args.isGroup === 1
            ? `${of.args.checked} is the name of the group in the config: check a name of the certificate instead`
            : "Check a name that the certificate carries, or give the service a certificate for the checked name",
          [
            configStep(
              of,
              {
                nginx: `${of.args.family}_ssl_name ${of.args.firstName || "the service's host name"};`,
                haproxy: `verifyhost ${of.args.firstName || "NAME"} on the server line`,
                caddy: `tls_server_name ${of.args.firstName || "NAME"} in transport http`,
              },
              `Check ${of.args.firstName || "the service's host name"} for this upstream.`,
            ),
          ],
        ),
      verify: ({ args }) => [`${args.openssl} | openssl x509 -noout -subject -ext subjectAltName`],
      includes: [],
    },
  },
  judge(look) {
    const { seen, about } = look;
    const findings = eachStep(about, seen.handshakes, (handshake) => {
      const { verification } = handshake.facts;
      const { tls } = handshake.request;
      if (!wasTried(handshake) || tls?.verify !== true || tls.verifyName === undefined) return [];
      if (verification.nameMatches !== false || verification.code !== 0) return [];
      return alike(handshake, seen.renamed).some(verifies) ? [] : [mismatch(look, handshake, tls.verifyName)];
    });
    const isOn = seen.handshakes.some((each) => each.request.tls?.verify === true);
    return conclude(
      findings,
      isOn ? "the certificate carries the name that is checked" : "the name is not checked",
    );
  },
});

function mismatch(look: EndpointLook, handshake: ObservationOf<"handshake">, checked: string) {
  const { about, gateway } = look;
  const [own] = handshake.facts.chain;
  const names = own === undefined || own.names.length > 0 ? (own?.names ?? []) : [own.commonName ?? ""];
  const isGroup = about.upstream.form === "group" && about.upstream.name === checked;
  const matchesAddresses = handshake.request.tls?.matchesAddresses === true;
  const evidence = [
    `the certificate is for ${listed(names)}; ${asker(gateway)} checks it for ${checked}`,
    ...(isGroup ? [`${checked} is the name of the group in the config, which no certificate knows`] : []),
    ...(!matchesAddresses && names.includes(checked) && isAddress(checked)
      ? ["it compares names alone: an address in the certificate does not count"]
      : []),
  ];
  const mayBeChecked = (name: string): boolean =>
    !name.startsWith("*") && (matchesAddresses || !isAddress(name));
  const firstName = hostWord(names.find(mayBeChecked) ?? "");
  const value = routeOf(about, handshake)?.forward.tls?.verifyName.location;
  const ground = `certificate:${own?.fingerprint ?? ""}`;
  const args = { checked, isGroup: isGroup ? 1 : 0, firstName };
  const accusation = { cause: "tls-certificate-name-mismatch", strength: 0.97, evidence, ground } as const;
  return root(claim(look, handshake, { ...accusation, value, args }));
}

function isAddress(name: string): boolean {
  return /^[\d.]+$/.test(name) || name.includes(":");
}
