import { flow, hanging, padded, wrap } from "../layout.ts";
import type { CatalogueEntry, CausePage, CheckPage } from "../pages.ts";
import { EMPTY_LINE, type Line, span } from "../style.ts";

/** Lines longer than this are hard to read as prose. */
const WIDEST = 100;
const HEAD = 15;

/** The catalogue, layer by layer. */
export function renderCatalogue(entries: readonly CatalogueEntry[], columns: number): readonly Line[] {
  const width = Math.min(columns, 140);
  const ids = entries.reduce((most, entry) => Math.max(most, entry.id.length), 0);
  const layers = [...new Set(entries.map((entry) => entry.layer))];
  const decided = entries.filter((entry) => entry.isDecided).length;
  const foot = `${entries.length} causes, ${decided} of which this release decides; those marked * it can't decide yet.`;
  return [
    ...layers.flatMap((layer) => [
      [span(layer, "strong")],
      ...entries.filter((entry) => entry.layer === layer).flatMap((entry) => entryLines(entry, ids, width)),
      EMPTY_LINE,
    ]),
    ...wrap(foot, width).map((row): Line => [span(row, "quiet")]),
    ...wrap("uhc explain ID shows how one is decided and fixed.", width).map(
      (row): Line => [span(row, "quiet")],
    ),
  ];
}

function entryLines(entry: CatalogueEntry, ids: number, width: number): Line[] {
  const head = [
    span("  "),
    span(padded(entry.id, ids), "command"),
    span(entry.isDecided ? "  " : " *", "quiet"),
  ];
  return hanging(head, ids + 6, entry.summary, width);
}

/** One page, for reading. */
export function renderPage(page: CausePage | CheckPage, columns: number): readonly Line[] {
  const width = Math.min(columns, WIDEST);
  return page.kind === "cause" ? causeLines(page, width) : checkLines(page, width);
}

function causeLines(page: CausePage, width: number): Line[] {
  const head: Line[] = [
    [span(page.id, "strong")],
    ...prose(page.summary, width),
    EMPTY_LINE,
    ...field("Layer", page.layer, width),
  ];
  const { decided } = page;
  if (decided === undefined)
    return [...head, ...field("Decided by", "no check yet: uhc can't decide this in this release", width)];
  return [
    ...head,
    ...field("Decided by", decided.check, width),
    ...field("Since", decided.since, width),
    ...field("Explains too", decided.includes.join(", "), width),
    ...section("What it means", decided.meaning, width),
    ...section("How it is decided", decided.about, width),
    ...needLines(decided.needs, width),
    ...fixLines(decided.fix, width),
    ...commandLines("See it yourself", decided.verify),
  ];
}

function checkLines(page: CheckPage, width: number): Line[] {
  return [
    [span(page.id, "strong")],
    ...prose(page.title, width),
    EMPTY_LINE,
    ...field("Layer", page.layer, width),
    ...field("Asked of each", page.asksEach, width),
    ...field("Owns", page.causes.join(", "), width),
    ...field("Since", page.since, width),
    ...section("How it decides", page.about, width),
    ...needLines(page.needs, width),
  ];
}

function field(name: string, text: string, width: number): Line[] {
  return text === "" ? [] : hanging([span(name, "quiet")], HEAD, text, width);
}

function section(head: string, text: string, width: number): Line[] {
  return text.trim() === "" ? [] : [EMPTY_LINE, [span(head, "strong")], ...prose(text, width)];
}

/** Line breaks within a paragraph are the source's, not the reader's. */
function prose(text: string, width: number): Line[] {
  const paragraphs = text.trim().split(/\n\s*\n/);
  return paragraphs.flatMap((paragraph, index) => [
    ...(index > 0 ? [EMPTY_LINE] : []),
    ...wrap(paragraph.replace(/\s+/g, " "), width - 2).map((row): Line => [span("  "), span(row)]),
  ]);
}

function needLines(needs: readonly string[], width: number): Line[] {
  if (needs.length === 0) return [];
  const rows = flow([...new Set(needs)], " · ", width - 2).map((row): Line => [span("  "), span(row)]);
  return [EMPTY_LINE, [span("What it looks at", "strong")], ...rows];
}

function fixLines(
  fix: { summary: string; steps: readonly string[]; commands: readonly string[] },
  width: number,
): Line[] {
  const texts = [fix.summary, ...fix.steps].filter((text) => text !== "");
  if (texts.length + fix.commands.length === 0) return [];
  return [
    EMPTY_LINE,
    [span("How to fix it", "strong")],
    ...texts.flatMap((text) => prose(text, width)),
    ...fix.commands.map((command): Line => [span("    "), span(command, "command")]),
  ];
}

function commandLines(head: string, commands: readonly string[]): Line[] {
  if (commands.length === 0) return [];
  return [
    EMPTY_LINE,
    [span(head, "strong")],
    ...commands.map((command): Line => [span("    "), span(command, "command")]),
  ];
}
