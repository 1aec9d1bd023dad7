import { copyOf, isSame, type Json, type JsonMap, list, map, mapIn, put, putAlways, text } from "../json.ts";
import { hostsOf, httpPort, listensElsewhere, type Pairing, type ServedSite } from "../pairings.ts";
import { Refusal } from "../refusal.ts";
import type { ConfigValue, Run } from "../run.ts";
import type { Token } from "../token.ts";
import { hasAcmeDefaults, withGlobalDefaults } from "./acme-defaults.ts";
import { defaultIssuers } from "./implicit-issuers.ts";
import { encodePolicy, isOnDemand, joinPolicies, type Policy } from "./policies.ts";
import { canHaveCertificate, isPublicName, isTailscaleName } from "./subjects.ts";

/** How certificates are come by, of all sites (`buildTLSApp`, httpcaddyfile/tlsapp.go). */
export function makeTlsApp(pairings: readonly Pairing[], run: Run, at: Token): JsonMap {
  const app = copyOf({ ...run.options.tls, at });
  const automation = copyOf({ ...run.options.automation, at });
  const base = basePolicy(run, at, false);
  const policies: Policy[] = base === undefined ? [] : [base];
  const served = pairings
    .filter(({ listeners }) => listensElsewhere(listeners, httpPort(run.options)))
    .flatMap(({ sites }) => sites)
    .filter(({ addresses }) => addresses.some(({ scheme }) => scheme !== "http"));
  let catchAll = base;
  for (const site of served) {
    const made = sitePolicies(site, catchAll, run);
    if (hostsOf(site).length === 0) catchAll ??= made[0];
    policies.push(...made.filter((one) => one !== base));
  }
  addEchPolicy(policies, run, at);
  addCertificates(app, policies, pairings, served, run, at);
  for (const policy of policies) giveDefaults(policy, run);
  const joined = joinPolicies(policies, run.since);
  checkNames(joined, run);
  if (joined.length > 0) putAlways(automation, "policies", list(at, joined.map(encodePolicy)));
  if (automation.fields.size > 0) putAlways(app, "automation", automation);
  return app;
}

/** What global options say of all certificates; without such options nothing, unless a policy is needed. */
function basePolicy(run: Run, at: Token, isNeeded: boolean): Policy | undefined {
  const { issuers, localCerts, policy } = run.options;
  const settings = copyOf(policy);
  const hasOptions = issuers.length > 0 || localCerts !== undefined || settings.fields.size > 0;
  if (!hasOptions && !(run.since("2.8.0") && hasAcmeDefaults(run)) && !isNeeded) return undefined;
  if (issuers.length > 0 && localCerts !== undefined && !isNeeded)
    run.onProblem(
      new Refusal(
        "global options are ambiguous: local_certs is confusing when combined with cert_issuer, because local_certs is also a specific kind of issuer",
        localCerts,
      ),
    );
  const internal =
    localCerts === undefined ? [] : [map(localCerts, { module: text(localCerts, "internal") })];
  return { at, subjects: [], issuers: issuers.length > 0 ? issuers.map(copyOf) : internal, settings };
}

function sitePolicies(site: ServedSite, catchAll: Policy | undefined, run: Run): Policy[] {
  const { values } = site.site;
  const at = site.addresses[0]?.token;
  if (at === undefined) return [];
  const takesAll = hostsOf(site).length === 0;
  const fresh = basePolicy(run, at, true);
  const policy = takesAll && catchAll !== undefined ? catchAll : fresh;
  if (policy === undefined) return [];
  applyValues(policy, values, policy === catchAll, run);
  const port = httpPort(run.options);
  const hosts = site.addresses
    .filter((one) => one.host !== "" && one.scheme !== "http" && one.port !== port)
    .map(({ host }) => host);
  policy.subjects = [...new Set(hosts)].sort();
  if (policy.issuers.length === 0) assertNames(site, policy, run);
  return [policy, ...internalPart(policy)];
}

function applyValues(policy: Policy, values: readonly ConfigValue[], isShared: boolean, run: Run): void {
  const issuers = values.flatMap((value) => (value.kind === "issuer" ? [value.issuer] : []));
  for (const value of values)
    if (value.kind === "automation")
      for (const [key, field] of value.settings.fields) putAlways(policy.settings, key, field);
  const [first] = issuers;
  if (first !== undefined && isShared && !isSame(list(policy.at, policy.issuers), list(policy.at, issuers)))
    run.onProblem(
      new Refusal(
        "automation policy from site block is also default/catch-all policy because of key without hostname, and the two are in conflict",
        policy.at,
      ),
    );
  if (first !== undefined) policy.issuers = issuers.map(copyOf);
  const managers = values.flatMap((value) => (value.kind === "certificate-manager" ? [value.manager] : []));
  put(policy.settings, "get_certificate", list(policy.at, managers));
  bindChallenges(policy, values);
}

/** Challenges are answered where the site listens. */
function bindChallenges(policy: Policy, values: readonly ConfigValue[]): void {
  const bound = values.flatMap((value) => (value.kind === "bind" ? [value.bind.addresses[0]] : []));
  for (const address of bound)
    for (const issuer of policy.issuers) {
      const module = issuer.fields.get("module");
      if (module?.kind !== "text" || module.value !== "acme" || address === undefined) continue;
      const challenges = mapIn(issuer, "challenges", address);
      if (!challenges.fields.has("bind_host")) put(challenges, "bind_host", text(address, address.text));
    }
}

function assertNames({ addresses }: ServedSite, { subjects }: Policy, { onProblem }: Run): void {
  const names = new Set(subjects);
  for (const { host, token } of addresses)
    if (names.has(host) && !token.isOpen && !isTailscaleName(host) && !canHaveCertificate(host))
      onProblem(new Refusal(`subject does not qualify for certificate: '${host}'`, token));
}

/** Names that no public authority signs for are Caddy's own authority's. */
function internalPart(policy: Policy): Policy[] {
  if (policy.issuers.length > 0) return [];
  const names = policy.subjects.filter((name) => !isTailscaleName(name));
  const outer = names.filter((name) => isPublicName(name, isOnDemand(policy)));
  const inner = names.filter((name) => !isPublicName(name, isOnDemand(policy)));
  if (outer.length === 0 || inner.length === 0) return [];
  policy.subjects = outer;
  const { at } = policy;
  const issuers = [map(at, { module: text(at, "internal") })];
  return [{ at, subjects: inner, issuers, settings: copyOf(policy.settings) }];
}

function addEchPolicy(policies: Policy[], run: Run, at: Token): void {
  const ech = run.options.tls.fields.get("encrypted_client_hello");
  const policy = ech === undefined ? undefined : basePolicy(run, at, true);
  if (policy === undefined || ech?.kind !== "map") return;
  const configs = ech.fields.get("configs");
  const names = configs?.kind === "list" ? configs.items : [];
  policy.subjects = names.flatMap((one) => {
    const name = one.kind === "map" ? one.fields.get("public_name") : undefined;
    return name?.kind === "text" ? [name.value] : [];
  });
  policies.push(policy);
}

/** Certificates from files, and names that get one though no policy of their own says so. */
function addCertificates(
  app: JsonMap,
  policies: Policy[],
  pairings: readonly Pairing[],
  served: readonly ServedSite[],
  run: Run,
  at: Token,
): void {
  const certificates = map(at);
  for (const { site } of served)
    for (const value of site.values) {
      if (value.kind !== "certificate") continue;
      const known = certificates.fields.get(value.loader);
      const items: readonly Json[] = known?.kind === "list" ? known.items : [];
      putAlways(certificates, value.loader, list(at, [...items, value.value]));
    }
  const off = run.options.autoHttps.some(({ text: word }) => word === "off" || word === "disable_certs");
  const shared = off ? [] : sharedNames(pairings, run);
  const inner = shared.filter((name) => !isPublicName(name, false));
  if (inner.length > 0) {
    const issuers = [map(at, { module: text(at, "internal") })];
    policies.push({ at, subjects: inner, issuers, settings: map(at) });
  }
  const forced = served.flatMap((site) =>
    site.site.values.some(({ kind }) => kind === "force-automate") ? hostsOf(site) : [],
  );
  const names = [...new Set([...shared, ...forced])].sort();
  put(
    certificates,
    "automate",
    list(
      at,
      names.map((name) => text(at, name)),
    ),
  );
  if (certificates.fields.size > 0) putAlways(app, "certificates", certificates);
}

/** Names of sites that also take all others: nothing else says that they want a certificate. */
function sharedNames(pairings: readonly Pairing[], run: Run): readonly string[] {
  const port = httpPort(run.options);
  const names = pairings
    .flatMap(({ sites }) => sites)
    .filter(({ addresses }) => addresses.some(({ host }) => host === ""))
    .flatMap(({ addresses }) => addresses)
    .filter((one) => one.host !== "" && one.scheme !== "http" && one.port !== port)
    .map(({ host }) => host);
  return [...new Set(names)];
}

/** Global options about ACME fill in what a policy leaves open. */
function giveDefaults(policy: Policy, run: Run): void {
  const { acme } = run.options;
  const isOpen = policy.subjects.every(
    (name) => isPublicName(name, isOnDemand(policy)) && !isTailscaleName(name),
  );
  if (policy.issuers.length === 0 && isOpen && hasAcmeDefaults(run, true)) {
    const email = acme.fields.get("email");
    const address = email?.kind === "text" ? email.value : "";
    const ca = acme.fields.get("ca");
    const own =
      ca?.kind === "text" && !run.since("2.8.0") && ca.value.includes("zerossl") ? "zerossl" : "acme";
    policy.issuers =
      ca === undefined
        ? defaultIssuers(policy.at, address, run)
        : [map(policy.at, { module: text(policy.at, own) })];
  }
  policy.issuers = policy.issuers.map((issuer) => withGlobalDefaults(issuer, run));
}

function checkNames(policies: readonly Policy[], { onProblem }: Run): void {
  const seen = new Set<string>();
  for (const { subjects, at } of policies)
    for (const name of subjects) {
      if (seen.has(name))
        onProblem(
          new Refusal(
            `hostname appears in more than one automation policy, making certificate management ambiguous: ${name}`,
            at,
          ),
        );
      seen.add(name);
    }
}
