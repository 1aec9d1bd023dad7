import { type Line, SECTION_KINDS, type Section, type SectionKind, wordAt } from "./ast.ts";
import { judgeLine } from "./judge-line.ts";
import { keptLine } from "./line-view.ts";
import { type Reading, refuse } from "./reading.ts";

/** A section that lines are added to, and the defaults that it starts from. */
export interface OpenSection extends Section {
  readonly lines: Line[];
  readonly defaults: OpenSection | undefined;
  /** Its lines by keyword; made for those that have many. */
  index: ReadonlyMap<string, readonly Line[]> | undefined;
}

/** From so many lines on it pays to have them by keyword. */
const MANY_LINES = 24;
const NO_LINES: readonly Line[] = [];

/** The lines of a section with this keyword, in their order. */
export function linesOf(section: OpenSection, keyword: string): readonly Line[] {
  const { lines } = section;
  if (lines.length > MANY_LINES) {
    section.index ??= indexOf(lines);
    return section.index.get(keyword) ?? NO_LINES;
  }
  let found: Line[] | undefined;
  for (const line of lines) {
    if (line.keyword !== keyword) continue;
    if (found === undefined) found = [line];
    else found.push(line);
  }
  return found ?? NO_LINES;
}

/** The last of its lines with this keyword, and with this second word where one is asked for. */
export function lastLine(section: OpenSection, keyword: string, second?: string): Line | undefined {
  const { lines } = section;
  if (lines.length > MANY_LINES)
    return linesOf(section, keyword).findLast(({ words }) => second === undefined || words[1] === second);
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index];
    if (line?.keyword === keyword && (second === undefined || line.words[1] === second)) return line;
  }
  return undefined;
}

function indexOf(lines: readonly Line[]): ReadonlyMap<string, readonly Line[]> {
  const index = new Map<string, Line[]>();
  for (const line of lines) {
    const known = index.get(line.keyword);
    if (known === undefined) index.set(line.keyword, [line]);
    else known.push(line);
  }
  return index;
}

/** The sections of all files, in their order. */
export interface Sections {
  readonly all: OpenSection[];
  readonly defaultsByName: Map<string, OpenSection>;
  /** Later proxies without `from` start from it. */
  lastDefaults: OpenSection | undefined;
  current: OpenSection | undefined;
}

export function noSections(): Sections {
  return { all: [], defaultsByName: new Map(), lastDefaults: undefined, current: undefined };
}

const KINDS: ReadonlySet<string> = new Set(SECTION_KINDS);
const PROXIES: ReadonlySet<string> = new Set(["defaults", "frontend", "listen", "backend"]);
/** Sections that can't do without a name. */
const NAMED: ReadonlySet<string> = new Set([
  "frontend",
  "listen",
  "backend",
  "resolvers",
  "peers",
  "userlist",
]);

export function isSectionKind(word: string): word is SectionKind {
  return KINDS.has(word);
}

/** Puts a line where it belongs: it opens a section, or stands in the one that is open. */
export function addLine(
  sections: Sections,
  line: Line,
  environment: Map<string, string>,
  reading: Reading,
): void {
  const { keyword } = line;
  if (isSectionKind(keyword) && line.modifier === undefined) {
    // a peers section may hold the name of another as a keyword
    open(sections, keyword, line, reading);
    return;
  }
  const { current } = sections;
  if (current === undefined) {
    refuse(reading, line, `unknown keyword '${keyword}' out of section`);
    return;
  }
  if (current.kind === "global") setVariable(line, environment);
  judgeLine(current, line, reading);
  // each proxy asks for what stands in these
  current.lines.push(current.kind === "defaults" || current.kind === "global" ? keptLine(line) : line);
}

function open(sections: Sections, kind: SectionKind, line: Line, reading: Reading): void {
  const name = line.words[1];
  if (name === undefined && NAMED.has(kind))
    refuse(
      reading,
      line,
      `'${kind}' expects an <id> argument${kind === "frontend" || kind === "backend" || kind === "listen" ? " and optionally supports a defaults section" : ""}.`,
    );
  const fromAt = PROXIES.has(kind) ? line.words.indexOf("from", 1) : -1;
  const from = fromAt === -1 ? undefined : line.words[fromAt + 1];
  const section: OpenSection = {
    kind,
    name: kind === "defaults" && fromAt === 1 ? undefined : name,
    from,
    line,
    lines: [],
    defaults: PROXIES.has(kind) ? defaultsFor(sections, kind, from, line, reading) : undefined,
    index: undefined,
  };
  sections.all.push(section);
  sections.current = section;
  if (kind !== "defaults") return;
  sections.lastDefaults = section;
  if (section.name !== undefined) sections.defaultsByName.set(section.name, section);
}

function defaultsFor(
  sections: Sections,
  kind: SectionKind,
  from: string | undefined,
  line: Line,
  reading: Reading,
): OpenSection | undefined {
  if (from === undefined) return kind === "defaults" ? undefined : sections.lastDefaults;
  const named = sections.defaultsByName.get(from);
  if (named === undefined)
    reading.report({
      cause: "config-syntax-error",
      message: `defaults section '${from}' not found for ${kind} '${line.words[1] ?? ""}'`,
      location: wordAt(line, line.words.indexOf(from, 2)),
      refusesConfig: true,
      about: from,
    });
  return named;
}

/** `setenv` and `presetenv` of the global section hold from their line on. */
function setVariable(line: Line, environment: Map<string, string>): void {
  if (!line.keyword.endsWith("env")) return;
  const [keyword, name, value] = line.words;
  if (name === undefined) return;
  if (keyword === "setenv" || (keyword === "presetenv" && !environment.has(name)))
    environment.set(name, value ?? "");
  else if (keyword === "unsetenv") environment.delete(name);
}
