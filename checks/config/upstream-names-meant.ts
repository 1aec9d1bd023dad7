import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Endpoint, Gateway, Route, Upstream } from "../../src/model/config.ts";
import { listed, shellQuote } from "../../src/model/evidence.ts";
import type { Template } from "../../src/model/forward.ts";
import { configClaim, routeSubject } from "../../src/testimony/config-claim.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "upstream-names-meant",
  layer: "config",
  since: "0.1.0",
  title: "The label of an upstream block is not taken for a host name",
  about: [
    "Where a pass names an upstream block, nginx takes the block's label for the host: it is what `proxy_ssl_verify` looks for",
    "in the certificate, what `proxy_ssl_server_name` sends, and the Host header, unless the config says otherwise. With",
    "verification on, no certificate of a public authority can carry a label like `backend`: a warning. Without, only servers",
    "that choose by name mind, so it is information. Labels that are the name of an endpoint, or that have a dot and so",
    "may be meant, are left alone; a certificate of one's own authority may carry the label, which can't be seen.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "tls-name-is-label": {
      title: ({ args }) =>
        args.verifies === 1
          ? `The certificate of ${args.label} is checked for the name "${args.label}", which is only a label`
          : `TLS to ${args.label} sends the server name "${args.label}", which is only a label`,
      meaning:
        "The name for TLS is taken from the pass, and that names a block of the config and no host. A certificate does not carry " +
        'it: `upstream SSL certificate does not match "…"`, and every request is answered 502. A server that chooses its site by ' +
        "name does not find one.",
      fix: (of) =>
        fix("Say which name the upstream's certificate carries", [
          configStep(of, { nginx: `proxy_ssl_name ${of.args.host};` }, "Set the name for TLS."),
        ]),
      verify: ({ args }) => [
        `openssl s_client -connect ${args.endpoint} </dev/null 2>/dev/null | openssl x509 -noout -ext subjectAltName`,
      ],
      includes: [],
    },
    "host-header-is-label": {
      title: ({ args, subjects }) =>
        subjects.length === 1
          ? `The service behind ${args.label} is sent the Host header "${args.label}"`
          : `${subjects.length} upstreams are sent their own labels as Host: ${args.labels}`,
      meaning:
        "Without a line for it the Host header is what stands in the pass: the label of the upstream block. Services that know " +
        "their names answer 400, 404 or 421 (Django, virtual hosts; Tomcat refuses any with an underscore), and links that they " +
        "make lead nowhere.",
      fix: (of) =>
        fix("Pass on the name that the client asked for", [
          configStep(of, { nginx: "proxy_set_header Host $host;" }, "Set the Host header."),
        ]),
      verify: ({ args }) => [`curl -i -H ${args.header} ${args.url}`],
      includes: [],
    },
  },
  judge({ gateway }) {
    const labelled = new Map(gateway.upstreams.filter(isLabel).map((upstream) => [upstream.id, upstream]));
    const routes = gateway.routes.filter(({ forward }) => labelled.has(forward.upstream));
    const labels = listed([
      ...new Set(routes.map(({ forward }) => labelled.get(forward.upstream)?.name ?? "")),
    ]);
    const findings: Finding[] = [];
    for (const route of routes) {
      const upstream = labelled.get(route.forward.upstream);
      if (upstream === undefined) continue;
      findings.push(...tlsName(gateway, route, upstream), ...hostHeader(gateway, route, upstream, labels));
    }
    return conclude(findings, "no label is sent as a name");
  },
});

function isLabel({ form, name, endpoints }: Upstream): boolean {
  return (
    form === "group" && !name.includes(".") && endpoints.every((one) => hostOf(one) !== name.toLowerCase())
  );
}

function tlsName(gateway: Gateway, route: Route, upstream: Upstream): readonly Finding[] {
  const { tls } = route.forward;
  const first = upstream.endpoints.find(({ target }) => target.kind === "tcp");
  if (tls === undefined || !tls.verifyName.isDefault || first === undefined) return [];
  const { name } = upstream;
  const verifies = tls.verify.value && isJust(tls.verifyName.value, name);
  const sends = tls.serverName.value.kind === "name" && isJust(tls.serverName.value.name, name);
  if (!verifies && !sends) return [];
  const isName = first.target.kind === "tcp" && !first.target.isAddress;
  const claim = configClaim(gateway, {
    cause: "tls-name-is-label",
    subject: routeSubject(gateway, route),
    value: verifies ? tls.verify.location : tls.serverName.location,
    places: [route.location, upstream.location],
    evidence: [
      `${route.label} passes to the block ${upstream.name}, and no line says which name its servers have`,
    ],
    args: {
      label: upstream.name,
      verifies: verifies ? 1 : 0,
      endpoint: shellQuote(first.endpoint),
      host: isName ? hostOf(first) : "NAME",
    },
  });
  return [latent(claim, verifies ? "warning" : "info")];
}

/** Other gateways send what their own settings say, whatever the upstream is called. */
function isJust(template: Template, label: string): boolean {
  return template.length === 1 && template[0] === label;
}

function hostHeader(gateway: Gateway, route: Route, upstream: Upstream, labels: string): readonly Finding[] {
  const { host, protocol } = route.forward;
  const [first] = upstream.endpoints;
  if (!host.isDefault || !isJust(host.value, upstream.name) || protocol !== "http" || first === undefined)
    return [];
  const claim = configClaim(gateway, {
    cause: "host-header-is-label",
    subject: { gateway: gateway.id, upstream: upstream.id },
    value: host.location,
    // most configs without the line work, so that it is said once
    ground: "host-header-is-label",
    evidence: [`${route.label} sends the Host header "${upstream.name}"`],
    args: {
      label: upstream.name,
      labels,
      header: shellQuote(`Host: ${upstream.name}`),
      url: shellQuote(`http://${first.endpoint}/`),
    },
  });
  return [latent(claim, "info")];
}

function hostOf({ target }: Endpoint): string {
  return target.kind === "tcp" ? target.host.toLowerCase() : "";
}
