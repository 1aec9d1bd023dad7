/**
 * The version that a config is read for when nobody could say which one runs it: Ubuntu 22.04's. Between it and Debian
 * 12's 1.22 no default that the model holds has changed, and reading a new nginx as an old one is the safer mistake:
 * it assumes less (no keepalive, no TLS 1.3, HTTP/1.0).
 */
export const OLDEST_COMMON_VERSION = "1.18.0";

/** A version as one number that compares. */
export type VersionNumber = number;

/**
 * Reads "1.22.1", "nginx/1.25.3 (nginx-plus-r31)", "openresty/1.21.4.1" or "Tengine/2.4.1 (nginx/1.22.1)". What is no
 * nginx version is read as the oldest common one: Tengine's own numbers, say, run ahead of the nginx inside.
 */
export function versionNumber(text: string | undefined): VersionNumber {
  const inside = text === undefined ? undefined : /nginx\/(\d[\d.]*)/.exec(text)?.[1];
  return numberOf(inside ?? text ?? "") ?? numberOf(OLDEST_COMMON_VERSION) ?? 0;
}

/** The few releases that defaults and directives came with, asked about for every location. */
const releases = new Map<string, VersionNumber>();

/** Whether `version` has what came with release `release` ("1.29.7"). */
export function isAtLeast(version: VersionNumber, release: string): boolean {
  const known = releases.get(release) ?? numberOf(release) ?? Number.POSITIVE_INFINITY;
  releases.set(release, known);
  return version >= known;
}

/** Commercial builds have some parameters that the open source ones got releases later. */
export function isPlus(text: string | undefined): boolean {
  return text?.includes("nginx-plus") === true;
}

function numberOf(text: string): VersionNumber | undefined {
  const parts = /(\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?/.exec(text);
  const major = Number(parts?.[1]);
  if (parts === null || major > 1) return undefined;
  return major * 1_000_000 + Number(parts[2]) * 1_000 + Number(parts[3] ?? 0);
}
