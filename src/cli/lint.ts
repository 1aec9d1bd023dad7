import { hostname, platform } from "node:os";
import { resolve } from "node:path";
import { CHECKS } from "../../checks/index.ts";
import type { GatewayReader, ReadInput } from "../gateways/gateway.ts";
import { conclude } from "../judge/index.ts";
import type { Check } from "../model/check.ts";
import type { Gateway } from "../model/config.ts";
import type { Cause, Report } from "../model/report.ts";
import type { Location } from "../model/source.ts";
import { documentOf } from "../report/document.ts";
import type { LineAt } from "../report/pretty/findings.ts";
import { diskReader } from "../text/disk-reader.ts";
import { escapeControls } from "../text/escape.ts";
import { readSource } from "../text/read-source.ts";
import { isReadFailure, readerWith } from "../text/source-reader.ts";
import { withoutKnown, writeBaseline } from "./baseline.ts";
import { wantedCauses } from "./catalogue.ts";
import { InputError } from "./faults.ts";
import { distinctIds, emptyHint, type Note, readerFor } from "./find.ts";
import { inlineIgnoresIn, withoutIgnored } from "./inline-ignores.ts";
import { filesOf } from "./lint-files.ts";
import { lintReader } from "./lint-reader.ts";
import type { LintSettings } from "./lint-settings.ts";
import { VERSION } from "./version.ts";

export interface Linted {
  readonly report: Report;
  readonly lineAt: LineAt;
}

/** What reading the configs brings up besides the model. */
interface Reading {
  readonly gateways: Gateway[];
  readonly notes: Note[];
  /** The text of every file that was read, by the path that locations name. */
  readonly texts: Map<string, Uint8Array>;
}

/** The catalogue with nothing looked at: find, read, model, judge. Opens no socket and starts no program. */
export function lint(settings: LintSettings, workingDirectory: string): Linted {
  const startedAt = Date.now();
  const started = performance.now();
  const isWanted = wantedCauses(settings.select, settings.ignore);
  const reading = readAll(settings, workingDirectory);
  const gateways = distinctIds(reading.gateways);
  const policy = { healthPath: undefined, expectStatus: [], probeTimeoutMs: 0, now: startedAt };
  const conclusion = conclude(
    CHECKS.filter(needsNothing),
    gateways,
    [],
    policy,
    isWanted,
    () => true,
    CHECKS,
  );
  const whole = documentOf({
    version: VERSION,
    command: "lint",
    complete: true,
    startedAt,
    durationMs: performance.now() - started,
    vantage: { hostname: hostname(), platform: platform() },
    gateways,
    conclusion,
    observations: [],
    notChecked: reading.notes,
  });
  const ignored = settings.inlineIgnores ? ignoring(whole, reading) : withCauses(whole, whole.causes, []);
  return { report: withBaseline(ignored, settings, workingDirectory), lineAt: lineFinder(reading.texts) };
}

/** Checks that live off observations would only be a list of skips. */
function needsNothing(check: Check): boolean {
  return Object.keys(check.needs).length === 0;
}

function readAll(settings: LintSettings, workingDirectory: string): Reading {
  const reading: Reading = { gateways: [], notes: [], texts: new Map() };
  for (const path of settings.paths) {
    if (path === "-") {
      readOne(path, settings, reading, workingDirectory, false);
      continue;
    }
    const files = filesOf(settings.root === undefined ? resolve(workingDirectory, path) : path);
    for (const file of files) {
      // what another file of the folder includes is linted there
      if (files.length > 1 && (reading.texts.has(file) || !isConfig(file, settings))) continue;
      readOne(file, settings, reading, workingDirectory, files.length > 1);
    }
  }
  if (reading.gateways.length === 0) throw new InputError("no config of a known gateway was found there");
  return reading;
}

/** In a folder, files that are no config of a gateway are passed over. */
function isConfig(file: string, settings: LintSettings): boolean {
  const content = readSource(file);
  if (isReadFailure(content)) return false;
  try {
    return readerFor(file, content, settings) !== undefined;
  } catch {
    return false;
  }
}

function readOne(
  path: string,
  settings: LintSettings,
  reading: Reading,
  workingDirectory: string,
  isOneOfMany: boolean,
): void {
  const disk = diskReader(settings.root);
  const content = settings.root === undefined || path === "-" ? readSource(path) : disk.read(path);
  if (isReadFailure(content)) throw new InputError(emptyHint(content.message, path, content.kind));
  const isNamed = path === "-" && settings.stdinFilename !== undefined;
  const shown = isNamed ? resolve(workingDirectory, settings.stdinFilename ?? "") : path;
  const kind = kindOf(shown, content, settings);
  const { mainFile, reader } = kind.openDump(content) ?? {
    mainFile: shown,
    reader: readerWith(disk, shown, content),
  };
  const onNote = (because: string): void => void reading.notes.push({ what: shown, because });
  const input: ReadInput = {
    mainFile,
    reader: lintReader(reader, (file, text) => void reading.texts.set(file, text)),
    version: settings.gatewayVersion ?? versionIn(content),
    tlsLibrary: undefined,
    builtIn: undefined,
    onNote,
    context: settings.context,
  };
  const gateway = kind.read(input);
  if (isTemplate(content, gateway)) {
    const because = "it looks like a template (it holds {{, {% or <%): lint what it makes";
    reading.notes.push({ what: shown, because });
    if (isOneOfMany) return;
  }
  reading.gateways.push(withoutUnreadable(gateway, reading.notes));
}

/** Marks of template languages are nothing that a config which nginx refuses would hold by itself. */
function isTemplate(content: Uint8Array, { problems }: Gateway): boolean {
  const isBroken = problems.some(
    ({ cause, refusesConfig }) => cause === "config-syntax-error" && refusesConfig,
  );
  if (!isBroken) return false;
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return ["{{", "{%", "<%"].some((mark) => text.includes(mark));
}

/** Files that are on another machine are nobody's fault: they are noted, and not found missing. */
function withoutUnreadable(gateway: Gateway, notes: Note[]): Gateway {
  const isElsewhere = ({ cause, refusesConfig }: Gateway["problems"][number]): boolean =>
    cause === "config-include-missing" && !refusesConfig;
  const names = gateway.problems.filter(isElsewhere).map(({ about = "" }) => about);
  if (names.length === 0) return gateway;
  const what = [...new Set(names)].slice(0, 3).join(", ");
  const more = names.length > 3 ? ` and ${names.length - 3} more includes` : "";
  notes.push({ what: what + more, because: `not read from here (${gateway.mainFile} includes it)` });
  return { ...gateway, problems: gateway.problems.filter((one) => !isElsewhere(one)) };
}

/** With `--context`, a fragment that nothing gives away is one of nginx. */
function kindOf(path: string, content: Uint8Array, settings: LintSettings): GatewayReader {
  return readerFor(path, content, settings.context.length > 0 ? { gateway: "nginx" } : settings);
}

/** "# nginx/1.25.3" or "nginx version: nginx/1.22.1" near the start of the text. */
function versionIn(content: Uint8Array): string | undefined {
  const head = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, 4_096));
  return /^(?:#.*\b|nginx version: )nginx\/(1\.\d{1,2}\.\d{1,2})/m.exec(head.toString("latin1"))?.[1];
}

function ignoring(report: Report, reading: Reading): Report {
  const ignores = [...reading.texts].flatMap(([file, text]) => inlineIgnoresIn(file, text));
  const { kept, notes } = withoutIgnored(report.causes, ignores);
  return withCauses(report, kept, notes);
}

function withBaseline(report: Report, settings: LintSettings, workingDirectory: string): Report {
  if (settings.baseline === undefined) return report;
  const path = resolve(workingDirectory, settings.baseline);
  if (settings.writeBaseline) {
    writeBaseline(report, path, workingDirectory);
    return withCauses(report, [], [{ what: path, because: `it now lists ${report.causes.length} findings` }]);
  }
  const { kept, notes } = withoutKnown(report, path, workingDirectory);
  return withCauses(report, kept, notes);
}

/** The report with some of its causes alone: what is left out no longer makes a verdict. */
function withCauses(report: Report, kept: readonly Cause[], notes: readonly Note[]): Report {
  const ranked = [...kept]
    .sort((a, b) => a.rank - b.rank)
    .map((cause, index) => ({ ...cause, rank: index + 1 }));
  const root = ranked.find(({ role }) => role === "root");
  return {
    ...report,
    causes: ranked,
    verdict: root === undefined ? "unknown" : report.verdict,
    summary: summaryOf(ranked, root),
    notChecked: [...report.notChecked, ...notes],
  };
}

function summaryOf(causes: readonly Cause[], root: Cause | undefined): string {
  if (root !== undefined) return `As soon as this config is used: ${root.title}.`;
  if (causes.length === 0) return "Nothing in the config speaks against it.";
  return `${causes.length === 1 ? "One finding" : `${causes.length} findings`}, and nothing that fails at once.`;
}

/** A line's text, cut out when a finding asks for it. Where lines begin is found out once for each file. */
function lineFinder(texts: ReadonlyMap<string, Uint8Array>): LineAt {
  const starts = new Map<string, readonly number[]>();
  return ({ file, line }: Location) => {
    const content = texts.get(file);
    if (content === undefined) return undefined;
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    const begins = starts.get(file) ?? lineStarts(bytes);
    starts.set(file, begins);
    const from = begins[line - 1];
    if (from === undefined) return undefined;
    const end = (begins[line] ?? bytes.length + 1) - 1;
    const text = bytes.toString("utf8", from, Math.min(end, from + 4_096));
    return escapeControls(text.replaceAll("\t", " ").trimEnd());
  };
}

function lineStarts(bytes: Buffer): readonly number[] {
  const starts = [0];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  return starts;
}
