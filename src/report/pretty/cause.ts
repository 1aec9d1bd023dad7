import type { Layer } from "../../model/cause.ts";
import { groupedDigits } from "../../model/grouped-digits.ts";
import type { Cause } from "../../model/report.ts";
import { groupEvidence } from "../evidence.ts";
import { columns, flow, hanging, lineColumns, padded, spread, wrap } from "../layout.ts";
import { EMPTY_LINE, type Line, span } from "../style.ts";
import { evidenceLayer, percent, plural, SEVERITY_STYLES } from "../wording.ts";
import type { Page } from "./page.ts";

const MARGIN = 3;
const MARGIN_TEXT = " ".repeat(MARGIN);
/** "Fix     " and "See it  " */
const LABEL = 8;
const LAYER_COLUMN = 6;
const MOST_EVIDENCE = 8;
const MOST_ENDPOINTS = 6;
const MOST_LOCATIONS = 4;

/** A cause in full: title, subjects, evidence tree, fix, and a way to see it oneself. */
export function causeLines(cause: Cause, layers: ReadonlyMap<string, Layer>, page: Page): Line[] {
  return [
    ...titleLines(cause, page),
    ...subjectLines(cause, page),
    ...tree(cause, layers, page),
    ...fixLines(cause, page),
    ...verifyLines(cause),
    EMPTY_LINE,
  ];
}

/** A cause in one line, or as few as its title takes. */
export function shortCauseLines(cause: Cause, page: Page): Line[] {
  const right: Line = [span(idText(cause), "id"), span(`  ${percent(cause.confidence)}`)];
  const room = page.edge - MARGIN - lineColumns(right) - 2;
  const rows = wrap(page.shorten(cause.title), room);
  return rows.map((row, index) =>
    index === 0
      ? spread([span(padded(`${cause.rank}`, MARGIN)), span(row)], right, page.edge)
      : [span(MARGIN_TEXT + row)],
  );
}

function titleLines(cause: Cause, page: Page): Line[] {
  const confidence = percent(cause.confidence);
  const rows = wrap(page.shorten(cause.title), page.edge - MARGIN - columns(confidence) - 2);
  const number = span(padded(`${cause.rank}`, MARGIN - 1), "strong");
  return rows.map((row, index) => {
    const text = span(row, "strong");
    if (index > 0) return [span(MARGIN_TEXT), text];
    return spread([number, span(" "), text], [span(confidence, SEVERITY_STYLES[cause.severity])], page.edge);
  });
}

function subjectLines(cause: Cause, page: Page): Line[] {
  const rows = flow(subjectWords(cause, page), " ", page.edge - MARGIN - columns(idText(cause)) - 2);
  return rows.map((row, index) =>
    index === 0 ? idLine(cause, [span(MARGIN_TEXT), span(row)], page) : [span(`${MARGIN_TEXT}  `), span(row)],
  );
}

function idLine(cause: Cause, left: Line, page: Page): Line {
  return spread(left, [span(idText(cause), "id")], page.edge);
}

function idText(cause: Cause): string {
  return cause.role === "root" ? cause.id : `${cause.id} (${cause.role})`;
}

/** "api · 10.0.0.5:8443 10.0.0.6:8443", for each upstream. */
function subjectWords(cause: Cause, page: Page): readonly string[] {
  const byUpstream = new Map<string, Set<string>>();
  for (const subject of cause.subjects) {
    const name = subject.upstream ?? subject.gateway;
    const endpoints = byUpstream.get(name) ?? new Set();
    byUpstream.set(name, endpoints);
    if (subject.endpoint !== undefined) endpoints.add(subject.endpoint);
  }
  const groups = [...byUpstream].map(([name, endpoints]) => {
    // A bare target is its own upstream; its name said once is enough.
    const isBare = endpoints.size === 1 && endpoints.has(name);
    return { name, endpoints: isBare ? [] : [...endpoints] };
  });
  const shown = page.isVerbose ? groups : groups.slice(0, MOST_ENDPOINTS);
  const words = shown.flatMap(({ name, endpoints }, index) => {
    const some = page.isVerbose ? endpoints : endpoints.slice(0, MOST_ENDPOINTS);
    const rest = endpoints.length - some.length;
    const words = [
      some.length === 0 ? name : `${name} ·`,
      ...some,
      ...(rest > 0 ? [`+ ${groupedDigits(rest)} more`] : []),
    ];
    return index + 1 < shown.length ? [...words.slice(0, -1), `${words.at(-1)},`] : words;
  });
  const rest = groups.length - shown.length;
  return rest > 0 ? [...words, `+ ${plural(rest, "more upstream")}`] : words;
}

/** What was seen, most telling first, then what follows from it, and last where in the config it stands. */
function tree(cause: Cause, layers: ReadonlyMap<string, Layer>, page: Page): Line[] {
  const groups = groupEvidence(cause);
  const shown = page.isVerbose ? groups : groups.slice(0, MOST_EVIDENCE);
  const rest = groups.length - shown.length;
  const twigs = shown.map((group) => ({
    word: evidenceLayer(group, cause, layers),
    text: page.shorten(group.summary) + group.scope,
  }));
  if (rest > 0) twigs.push({ word: "", text: `and ${plural(rest, "more observation")} (-v shows all)` });
  for (const { title } of cause.follows ?? []) twigs.push({ word: "so", text: page.shorten(title) });
  for (const text of placeTexts(cause, page)) twigs.push({ word: "conf", text });
  return twigs.flatMap((twig, index) => twigLines(twig.word, twig.text, index === twigs.length - 1, page));
}

/** "api.conf:14, 3", for each file. */
function placeTexts(cause: Cause, page: Page): readonly string[] {
  const byFile = new Map<string, number[]>();
  for (const { file, line } of page.isVerbose ? cause.locations : cause.locations.slice(0, MOST_LOCATIONS)) {
    const lines = byFile.get(file) ?? [];
    byFile.set(file, lines);
    if (!lines.includes(line)) lines.push(line);
  }
  return [...byFile].map(([file, lines]) => `${page.shorten(file)}:${lines.join(", ")}`);
}

function twigLines(word: string, text: string, isLast: boolean, page: Page): Line[] {
  const indent = MARGIN + 2 + LAYER_COLUMN;
  return wrap(text, page.width - indent).map((row, index) => {
    const branch = index > 0 ? (isLast ? " " : "│") : isLast ? "└" : "├";
    const label = padded(index === 0 ? word : "", LAYER_COLUMN);
    return [span(`${MARGIN_TEXT}${branch} `, "quiet"), span(label, "quiet"), span(row)];
  });
}

function fixLines(cause: Cause, page: Page): Line[] {
  const { summary, steps, commands } = cause.fix;
  const head = [span(MARGIN_TEXT), span("Fix", "strong")];
  const indent = MARGIN + LABEL;
  const texts = [summary, ...steps.map((step, index) => (steps.length > 1 ? `${index + 1}. ${step}` : step))];
  const lines = texts
    .filter((text) => text !== "")
    .flatMap((text, index) => hanging(index === 0 ? head : [], indent, page.shorten(text), page.width));
  // Commands are pasted: they are never wrapped, shortened or decorated.
  return [
    ...lines,
    ...commands.map((command): Line => [span(" ".repeat(indent + 2)), span(command, "command")]),
  ];
}

function verifyLines(cause: Cause): Line[] {
  return cause.verify.map((command, index): Line => {
    const label = padded(index === 0 ? "See it" : "", LABEL);
    return [span(MARGIN_TEXT), span(label, "strong"), span(command, "command")];
  });
}
