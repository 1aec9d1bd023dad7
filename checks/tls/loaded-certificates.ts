import type { AdminCertificate } from "../../src/model/admin.ts";
import { defineCheck, type Finding, needed, useful } from "../../src/model/check.ts";
import type { Gateway, Upstream } from "../../src/model/config.ts";
import { asker, duration, listed, shellQuote } from "../../src/model/evidence.ts";
import type { FileCertificate, ObservationOf } from "../../src/model/observation.ts";
import type { Location } from "../../src/model/source.ts";
import { adminCommand } from "../../src/testimony/admin-command.ts";
import { day, endingSoon } from "../../src/testimony/certificate-life.ts";
import { type Claim, conclude, latent, root } from "../../src/testimony/verdict.ts";

/** A file that was renewed this recently may be read any moment. */
const FRESH_MS = 60_000;

export default defineCheck({
  id: "loaded-certificates",
  layer: "tls",
  since: "0.1.0",
  title: "The gateway's own certificates are valid as it has them in memory, and are those of their files",
  about: [
    "Reads at Envoy's admin surface (`/certs`) the certificates that it shows to others, and compares them with their files. A",
    "file with a later certificate for the same names was renewed, and Envoy did not read it again: it does so by itself only",
    "for secrets that come over SDS. That is the cause where the certificate in memory has expired and endpoints to which it is",
    "shown fail by Envoy's own word; else it is noted, as is one that has expired or soon will. Certificates that Envoy verifies",
    "others with are not judged: bundles hold expired ones.",
  ].join("\n"),
  for: "gateway",
  needs: { admin: needed("admin"), files: useful("file") },
  causes: {},
  judge({ gateway, seen, policy }) {
    const findings = seen.admin.flatMap((told) => {
      const own = (told.facts.certificates ?? []).filter(({ use }) => use === "own");
      return own.flatMap((certificate) => {
        const newer = renewed(certificate, seen.files, policy.now);
        const about = { gateway, told, certificate, now: policy.now };
        return newer === undefined ? dated(about) : [notRead(about, newer)];
      });
    });
    return conclude(findings, "its own certificates are valid, and none was renewed behind its back");
  },
});

interface About {
  readonly gateway: Gateway;
  readonly told: ObservationOf<"admin">;
  readonly certificate: AdminCertificate;
  readonly now: number;
}

/** What the file holds by now, where it was renewed. The path may mean another file here than for the gateway: names tell. */
function renewed(
  { path, serial, names, notBefore, notAfter }: AdminCertificate,
  files: readonly ObservationOf<"file">[],
  now: number,
): FileCertificate | undefined {
  const file = files.find(({ request }) => request.purpose === "certificate" && request.path === path);
  const held = file?.facts.certificate;
  if (held === undefined || held.serial === serial) return undefined;
  const isLater = held.notAfter > notAfter && held.notBefore >= (notBefore ?? 0);
  const isSame =
    names.length === 0 ? held.names.length === 0 : held.names.some((name) => names.includes(name));
  const isFresh = now - (file?.facts.modifiedAt ?? 0) < FRESH_MS;
  return isLater && isSame && !isFresh ? held : undefined;
}

function notRead({ gateway, told, certificate, now }: About, newer: FileCertificate): Finding {
  const { path = "", notAfter, serial } = certificate;
  const users = usersOf(gateway, path);
  const failing = told.facts.peers.filter(
    ({ upstream, state, fails }) =>
      users.some(({ name }) => name === upstream) &&
      (state === "down" || state === "ejected" || (fails ?? 0) > 0),
  );
  const hasExpired = now > notAfter;
  const place = told.request.place.text;
  const end = hasExpired ? `expired ${day(notAfter)}` : `ends ${day(notAfter)}`;
  const claim = claimOf(gateway, told, {
    cause: "config-not-reloaded",
    strength: 0.93,
    ground: `certificate:${path}`,
    locations: locationsOf(gateway, path),
    evidence: [
      `${asker(gateway)} says at ${place} that its certificate from ${path} ${end} (serial ${serial})`,
      `${path} holds one that is valid until ${day(newer.notAfter)} (serial ${newer.serial})`,
      ...failing
        .slice(0, 2)
        .map((peer) => `${peer.endpoint} of ${peer.upstream}, to which it is shown, fails`),
    ],
    args: {
      title: `${asker(gateway)} still has the older certificate of ${path} in memory, which ${end}`,
      file: shellQuote(path),
      remedy: `Restart ${asker(gateway)}, or give it the certificate over SDS: then it reads a renewed file by itself`,
    },
  });
  const [first] = users;
  if (!hasExpired || failing.length === 0 || first === undefined) return latent(claim);
  return root({ ...claim, subject: { gateway: gateway.id, upstream: first.id } });
}

function dated(about: About): readonly Finding[] {
  const { gateway, told, certificate, now } = about;
  const { path, notAfter, names, serial } = certificate;
  const hasExpired = now > notAfter;
  const severity = hasExpired ? "warning" : endingSoon(certificate, now);
  if (severity === undefined) return [];
  const what = path ?? (names.length === 0 ? `serial ${serial}` : listed(names, 2));
  const end = hasExpired
    ? `expired ${day(notAfter)}: whoever verifies it refuses it`
    : `ends ${day(notAfter)}, in ${duration(notAfter - now)}`;
  const claim = claimOf(gateway, told, {
    cause: hasExpired ? "tls-certificate-expired" : "tls-certificate-expires-soon",
    strength: 0.93,
    ground: `certificate:${serial}`,
    locations: path === undefined ? [] : locationsOf(gateway, path),
    evidence: [
      `${asker(gateway)} says at ${told.request.place.text} that its own certificate (${what}) ${end}`,
    ],
    args: { ago: duration(now - notAfter), left: duration(notAfter - now) },
  });
  return [latent(claim, severity)];
}

/** Upstreams whose endpoints are shown the certificate of this file. */
function usersOf({ routes, upstreams }: Gateway, path: string): readonly Upstream[] {
  const ids = new Set(
    routes.flatMap((route) => (certificateOf(route, path) === undefined ? [] : [route.forward.upstream])),
  );
  return upstreams.filter(({ id }) => ids.has(id));
}

function certificateOf({ forward }: Gateway["routes"][number], path: string): Location | undefined {
  const file = forward.tls?.clientCertificate?.certificateFile;
  return file?.value === path ? file.location : undefined;
}

function locationsOf({ routes }: Gateway, path: string): readonly Location[] {
  const found = routes.map((route) => certificateOf(route, path)).find((one) => one !== undefined);
  return found === undefined ? [] : [found];
}

function claimOf(gateway: Gateway, { request }: About["told"], of: Omit<Claim, "subject">): Claim {
  const see = adminCommand(request.place.text, "certs");
  const usual = { kind: gateway.kind, asker: asker(gateway), file: "", line: 0, see };
  return { ...of, subject: { gateway: gateway.id }, args: { ...usual, ...of.args } };
}
