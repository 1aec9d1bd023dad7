import type { Cause, Report } from "../../model/report.ts";
import { codeBlock, codeSpan, escapeMarkdown } from "../../text/markdown.ts";
import { groupEvidence } from "../evidence.ts";
import {
  answering,
  checkLayers,
  evidenceLayer,
  gatewayNames,
  groupByReason,
  percent,
  plural,
  stateWord,
} from "../wording.ts";
import { logTable } from "./markdown-logs.ts";

/** More rows help nobody who reads a ticket. */
const MOST_UPSTREAMS = 50;
const MOST_SUBJECTS = 10;

/** The report for a ticket: GitHub's, GitLab's and Jira's Markdown. Nothing from outside becomes markup. */
export function renderMarkdown(report: Report, options: { readonly top: number }): string {
  const now = report.causes.filter((cause) => cause.role !== "latent");
  const latent = report.causes.filter((cause) => cause.role === "latent");
  const blocks = [
    `## ${stateWord(report.verdict)}: ${escapeMarkdown(report.summary)}`,
    context(report),
    ...(report.complete ? [] : ["**This run did not finish.** It shows what was found so far."]),
    report.command === "logs" ? logTable(report) : upstreamTable(report),
    ...now.slice(0, options.top).flatMap((cause) => causeBlocks(cause, report)),
    section("More causes", now.slice(options.top).map(causeLine)),
    section("Also", latent.map(causeLine)),
    section("Not the cause", reasons(report.ruledOut.map(({ id, because }) => ({ what: id, because })))),
    section("Not checked", reasons(report.notChecked)),
    section(
      "Timeline",
      report.timeline.map(
        ({ at, what, source }) => `${codeSpan(at)} ${escapeMarkdown(what)} (${codeSpan(source)})`,
      ),
    ),
    report.experiments.length === 0
      ? ""
      : `${plural(report.experiments.length, "request")} beyond the first.`,
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function context(report: Report): string {
  const { tool, vantage, startedAt, inputs } = report;
  const files = inputs.filter((input) => input.gateway !== "none").map((input) => codeSpan(input.path));
  const parts = [
    `${tool.name} ${escapeMarkdown(tool.version)}`,
    `on ${codeSpan(vantage.hostname)}`,
    ...gatewayNames(report).map(escapeMarkdown),
  ];
  return [...parts, ...files.slice(0, 5), codeSpan(startedAt)].join(" · ");
}

function upstreamTable(report: Report): string {
  const { upstreams } = report;
  if (upstreams.length === 0) return "";
  const rows = upstreams.slice(0, MOST_UPSTREAMS).map((upstream) => {
    const routes = (upstream.routes ?? []).slice(0, MOST_SUBJECTS).map((route) => codeSpan(route, true));
    return `| ${codeSpan(upstream.name, true)} | ${stateWord(upstream.state)} | ${answering(upstream)} | ${routes.join(" ")} |`;
  });
  const rest = upstreams.length - rows.length;
  const table = ["| upstream | state | endpoints | routes |", "| --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
  return rest > 0 ? `${table}\n\nand ${plural(rest, "more upstream")}` : table;
}

function causeBlocks(cause: Cause, report: Report): readonly string[] {
  const layers = checkLayers(report);
  const evidence = groupEvidence(cause).map(
    (group) => `- **${evidenceLayer(group, cause, layers)}** ${escapeMarkdown(group.summary + group.scope)}`,
  );
  const chain = (cause.follows ?? []).map(
    ({ id, title }) => `- **so** ${escapeMarkdown(title)} (${codeSpan(id)})`,
  );
  const places = cause.locations.map(({ file, line }) => `- **conf** ${codeSpan(`${file}:${line}`)}`);
  const { summary, steps, commands } = cause.fix;
  return [
    `### ${cause.rank}. ${escapeMarkdown(cause.title)} (${percent(cause.confidence)})`,
    [codeSpan(cause.id), cause.role, cause.severity, ...subjects(cause)].join(" · "),
    [...evidence, ...chain, ...places].join("\n"),
    `**Fix.** ${escapeMarkdown(summary)}`,
    steps.map((step, index) => `${index + 1}. ${escapeMarkdown(step)}`).join("\n"),
    commands.length === 0 ? "" : codeBlock(commands),
    cause.verify.length === 0 ? "" : `**See it**\n\n${codeBlock(cause.verify, "sh")}`,
  ];
}

function subjects(cause: Cause): readonly string[] {
  const names = [
    ...new Set(
      cause.subjects.map(({ upstream, endpoint, gateway }) =>
        [upstream ?? gateway, endpoint].filter(Boolean).join(" "),
      ),
    ),
  ];
  const rest = names.length - MOST_SUBJECTS;
  return [
    ...names.slice(0, MOST_SUBJECTS).map((name) => codeSpan(name)),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ];
}

function causeLine(cause: Cause): string {
  const [place] = cause.locations;
  const where = place === undefined ? "" : ` · ${codeSpan(`${place.file}:${place.line}`)}`;
  return `${cause.severity}: ${escapeMarkdown(cause.title)} · ${codeSpan(cause.id)} · ${percent(cause.confidence)}${where}`;
}

function reasons(items: readonly { readonly what: string; readonly because: string }[]): readonly string[] {
  return groupByReason(
    items,
    (item) => item.what,
    (item) => item.because,
  ).map(
    ([names, because]) => `${names.map((name) => codeSpan(name)).join(", ")}: ${escapeMarkdown(because)}`,
  );
}

function section(head: string, rows: readonly string[]): string {
  return rows.length === 0 ? "" : `### ${head}\n\n${rows.map((row) => `- ${row}`).join("\n")}`;
}
