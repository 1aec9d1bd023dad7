import type { Conclusion, UpstreamState } from "../model/conclusion.ts";
import { groupedDigits } from "../model/grouped-digits.ts";
import type { Cause, LogAccount } from "../model/report.ts";

/** One plain sentence: what state things are in, and why. */
export function summarize(conclusion: Conclusion, causes: readonly Cause[]): string {
  const reached = conclusion.upstreams.filter((one) => one.isReached);
  const root = causes.find((cause) => cause.role === "root");
  if (conclusion.verdict === "unknown") return unknownSummary(reached);
  if (conclusion.verdict === "healthy") return healthySummary(reached, causes);
  const hit = reached.filter((one) => one.state === conclusion.verdict).map((one) => one.upstream.name);
  const what = hit.length === 0 ? "The gateway" : nameList(hit);
  const state = `${what} ${hit.length > 1 ? "are" : "is"} ${conclusion.verdict}`;
  if (root === undefined) return `${state}, and nothing that uhc knows explains it.`;
  return `${state}: ${root.title}.${acquittal(root, causes)}`;
}

/** The same for logs alone, which tell what failed and seldom that all is healthy. */
export function summarizeLogs(
  conclusion: Conclusion,
  causes: readonly Cause[],
  logs: LogAccount | undefined,
): string {
  if (causes.some(({ role }) => role === "root")) return summarize(conclusion, causes);
  const failures = (logs?.places ?? []).flatMap((place) => place.failures);
  const count = failures.reduce((sum, failure) => sum + failure.count, 0);
  if (count === 0) return "The logs show no failure within the window.";
  const told = `The logs show ${groupedDigits(count)} ${count === 1 ? "failure" : "failures"}`;
  return causes.length === 0
    ? `${told}, and nothing in them explains ${count === 1 ? "it" : "them"}.`
    : `${told}; those whose cause is known are over, or only a warning.`;
}

/** Whoever is called for a service that answers errors itself shall not look for them in the gateway. */
function acquittal(first: Cause, causes: readonly Cause[]): string {
  const own = causes.filter(({ role, id }) => role === "root" && id === "application-error");
  if (own.length === 0) return "";
  if (own.includes(first)) return " The gateway is not at fault.";
  const upstreams = own.flatMap(({ subjects }) => subjects.map(({ upstream = "" }) => upstream));
  return ` For the errors of ${nameList([...new Set(upstreams)])} the gateway is not at fault.`;
}

function unknownSummary(reached: readonly UpstreamState[]): string {
  if (reached.length === 0) return "No route leads to an upstream, so there was nothing to ask.";
  const names = reached.filter((one) => one.state === "unknown").map((one) => one.upstream.name);
  return `Whether ${nameList(names)} ${names.length > 1 ? "serve" : "serves"} could not be seen.`;
}

function healthySummary(reached: readonly UpstreamState[], causes: readonly Cause[]): string {
  const count = reached.length;
  const warnings = causes.filter((cause) => cause.severity !== "info").length;
  const later =
    warnings === 0 ? "" : ` ${warnings === 1 ? "One thing" : `${warnings} things`} may bite later.`;
  return `${count === 1 ? "The upstream answers" : `All ${count} upstreams answer`} as the gateway asks.${later}`;
}

const NAMES = 3;

function nameList(names: readonly string[]): string {
  const shown = names.slice(0, NAMES).join(", ");
  return names.length > NAMES ? `${shown} and ${names.length - NAMES} more` : shown;
}
