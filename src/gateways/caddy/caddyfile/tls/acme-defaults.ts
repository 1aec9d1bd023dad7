import {
  copyOf,
  type Json,
  type JsonMap,
  list,
  map,
  mapIn,
  number,
  put,
  putAlways,
  text,
  textIn,
} from "../json.ts";
import { Refusal } from "../refusal.ts";
import type { Run } from "../run.ts";

/** Whether global options say anything of ACME; `withEmail` counts the address too. */
export function hasAcmeDefaults({ options }: Run, withEmail = false): boolean {
  const { acme, acmeDns } = options;
  const said = [...acme.fields.keys()].filter(
    (key) => key !== "certificate_lifetime" && (withEmail || key !== "email"),
  );
  return said.length > 0 || acmeDns !== undefined;
}

/** Fills in what an issuer of ACME leaves open (`fillInGlobalACMEDefaults`, httpcaddyfile/tlsapp.go). */
export function withGlobalDefaults(issuer: JsonMap, run: Run): JsonMap {
  const module = textIn(issuer, "module");
  const isAcme = module === "acme" || (module === "zerossl" && !run.since("2.8.0"));
  if (!isAcme) return issuer;
  const made = copyOf(issuer);
  for (const [key, value] of run.options.acme.fields) addDefault(made, key, value);
  addDns(made, run);
  if (run.since("2.8.0")) addPorts(made, run);
  addResolvers(made, run);
  return made;
}

function addDefault(issuer: JsonMap, key: string, value: Json): void {
  const known = issuer.fields.get(key);
  if (known === undefined) putAlways(issuer, key, value);
  else if (key === "trusted_roots_pem_files" && known.kind === "list" && value.kind === "list") {
    const has = (one: Json): boolean =>
      known.items.some((old) => old.kind === "text" && one.kind === "text" && old.value === one.value);
    putAlways(issuer, key, list(known.at, [...known.items, ...value.items.filter((one) => !has(one))]));
  }
}

function addDns(issuer: JsonMap, { options, onProblem }: Run): void {
  const { acmeDns, tls } = options;
  if (acmeDns === undefined) return;
  const { at, provider } = acmeDns;
  if (provider === undefined && !tls.fields.has("dns"))
    onProblem(
      new Refusal(
        "acme_dns specified without DNS provider config, but no provider specified with 'dns' global option",
        at,
      ),
    );
  const dns = mapIn(mapIn(issuer, "challenges", at), "dns", at);
  if (provider !== undefined && !dns.fields.has("provider")) putAlways(dns, "provider", provider);
}

/** Where challenges are answered, if the ports of HTTP and HTTPS are others, or sites are bound to an address. */
function addPorts(issuer: JsonMap, { options }: Run): void {
  const { httpPort, httpsPort, defaultBinds } = options;
  const known = issuer.fields.get("challenges");
  const challenges = known?.kind === "map" ? known : map(issuer.at);
  const hasDns = challenges.fields.has("dns");
  if (httpPort !== undefined && !hasDns) setPort(challenges, "http", number(httpPort.at, httpPort.value));
  if (httpsPort !== undefined && !hasDns)
    setPort(challenges, "tls-alpn", number(httpsPort.at, httpsPort.value));
  const bound = defaultBinds[0]?.addresses[0];
  if (bound !== undefined && !hasDns && !challenges.fields.has("bind_host"))
    put(challenges, "bind_host", text(bound, bound.text));
  if (challenges.fields.size > 0) putAlways(issuer, "challenges", challenges);
}

function setPort(challenges: JsonMap, kind: string, port: Json): void {
  const made = mapIn(challenges, kind, port.at);
  if (!made.fields.has("alternate_port")) put(made, "alternate_port", port);
}

function addResolvers(issuer: JsonMap, { options }: Run): void {
  const resolvers = options.tls.fields.get("resolvers");
  const challenges = issuer.fields.get("challenges");
  const dns = challenges?.kind === "map" ? challenges.fields.get("dns") : undefined;
  if (resolvers === undefined || dns?.kind !== "map") return;
  const isUsed = options.acmeDns !== undefined || dns.fields.has("provider");
  if (isUsed && !dns.fields.has("resolvers")) putAlways(dns, "resolvers", resolvers);
}
