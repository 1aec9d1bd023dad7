import type { Location } from "../../model/source.ts";
import { lineOf, locate } from "../../text/source-file.ts";
import type { SyntaxProblem } from "./ast.ts";
import { conditionProblem } from "./check-condition.ts";
import { valueProblem, wrongValue } from "./check-values.ts";
import {
  type Contexts,
  contextsInside,
  contextsOf,
  type DirectiveForm,
  formsOfDirective,
  isIn,
  moduleOf,
  takes,
} from "./directive-rules.ts";
import type { LoadedFile } from "./include.ts";
import { type DirectiveRules, misfitOf } from "./misfit.ts";
import { HEAD_END, NAME, NAME_END, NEXT, START, WORDS } from "./recorder.ts";
import { cell, isBlock, nameOf } from "./records.ts";
import { type BodyJudge, bodyJudge } from "./setters/bodies.ts";
import type { Complaint, Setter } from "./setters/complaint.ts";
import { type ArgumentBytes, glanceAt, lineKey } from "./setters/glance.ts";
import { setterOf } from "./setters/index.ts";
import { hasScript, mayBeWrong, variables } from "./setters/variables.ts";
import { argumentTexts, wordsOfDirective } from "./words.ts";

/** What is known of a name in this nginx. */
interface NameRules {
  readonly forms: readonly DirectiveForm[];
  readonly setter: Setter | undefined;
  readonly glance: ReturnType<typeof glanceAt>;
  readonly hasScript: boolean;
}

interface Checking {
  readonly rules: DirectiveRules;
  readonly problems: SyntaxProblem[];
  /** Number of a name → what is known of it; undefined until it is met. */
  readonly names: (NameRules | undefined)[];
  /** Depth × number of a name → the block in which it stood last. */
  readonly lastIn: Int32Array[];
  blocks: number;
  /** Lines that a setter has taken: the same ones come in block after block. */
  readonly fine: Float64Array;
}

const MODULES = ["http", "stream", "mail", "core"] as const;
/** Lines of which it is kept that they are fine; a later one may take the place of an earlier one. */
const KEPT = 16_384;

/** A file of garbage is told to be one by its first mistakes. */
const MOST_PROBLEMS = 100;
/** Second lines are looked for in blocks no deeper than this. */
const DEEPEST = 12;
/** Where map, geo and split_clients stand. */
const MAPS = contextsOf("HT");
/** As many names as one table of names holds. */
const MOST_NAMES = 4_096;

/**
 * Holds every directive against the table of those that nginx knows: where it may stand, how many arguments it takes,
 * whether it opens a block, and what its value may be (ngx_conf_handler, src/core/ngx_conf_file.c). In the order in
 * which nginx would come upon the mistakes.
 */
export function checkDirectives(
  main: LoadedFile,
  around: Contexts,
  rules: DirectiveRules,
): readonly SyntaxProblem[] {
  const checking: Checking = {
    rules,
    problems: [],
    names: [],
    lastIn: [],
    blocks: 0,
    fine: new Float64Array(KEPT),
  };
  checkRange(checking, main, 0, main.records.count, around, 0, 0);
  return checking.problems;
}

function checkRange(
  checking: Checking,
  file: LoadedFile,
  from: number,
  to: number,
  around: Contexts,
  depth: number,
  block: number,
): void {
  const { records } = file;
  for (let index = from; index < to; index = cell(records, index, NEXT)) {
    if (checking.problems.length >= MOST_PROBLEMS) return;
    const included = file.includes.size > 0 ? file.includes.get(index) : undefined;
    if (included !== undefined) {
      for (const each of included) checkRange(checking, each, 0, each.records.count, around, depth, block);
      continue;
    }
    checkOne(checking, file, index, around, depth, block);
    if (!isBlock(records, index)) continue;
    const inside = contextsInside(nameOf(records, index), around);
    if (inside === undefined) {
      const judge = bodyJudge(nameOf(records, index));
      if (judge !== undefined && (around & MAPS) !== 0)
        checkBody(checking, file, index + 1, cell(records, index, NEXT), judge);
      continue;
    }
    checking.blocks += 1;
    checkRange(checking, file, index + 1, cell(records, index, NEXT), inside, depth + 1, checking.blocks);
  }
}

/** Holds the lines of a block that is a table against each other. */
function checkBody(checking: Checking, file: LoadedFile, from: number, to: number, judge: BodyJudge): void {
  const { records } = file;
  for (let index = from; index < to; index = cell(records, index, NEXT)) {
    if (checking.problems.length >= MOST_PROBLEMS) return;
    const included = file.includes.size > 0 ? file.includes.get(index) : undefined;
    if (included !== undefined) {
      for (const each of included) checkBody(checking, each, 0, each.records.count, judge);
      continue;
    }
    if (isBlock(records, index)) continue;
    const wrong = judge([nameOf(records, index), ...argumentTexts(records, index)]);
    if (wrong !== undefined) report(checking, file, index, wrong.message, wrong.word);
  }
}

function checkOne(
  checking: Checking,
  file: LoadedFile,
  index: number,
  around: Contexts,
  depth: number,
  block: number,
): void {
  const { records } = file;
  const id = cell(records, index, NAME);
  // a name with quotes or bytes beyond ASCII is one that nobody knows, or one with a byte order mark, which is told elsewhere
  if (id < 0) return;
  const known = rulesOfName(checking, id, records.names.names[id] ?? "");
  const { forms } = known;
  const fits = fitting(forms, around, isBlock(records, index), cell(records, index, WORDS));
  if (fits === undefined) {
    const name = nameOf(records, index);
    const misfit = misfitOf({ name, opens: isBlock(records, index), forms, around }, checking.rules);
    if (misfit !== undefined) report(checking, file, index, misfit.message, 0, misfit.isCertain);
    return;
  }
  if (known.setter !== undefined || known.hasScript) checkSetter(checking, file, index, known, fits, around);
  if (fits.isBlock && records.names.names[id] === "if") {
    const wrong = conditionProblem(argumentTexts(records, index));
    if (wrong !== undefined) report(checking, file, index, wrong, 1);
  }
  if (fits.value === "plain") return;
  const texts = fits.value === "once" ? [] : argumentTexts(records, index);
  const problem = valueProblem(fits, nameOf(records, index), texts);
  if (problem !== undefined) report(checking, file, index, problem, 1 + wrongValue(fits, texts));
  else if (fits.value !== "choices" && isSecond(checking, id, depth, block))
    report(checking, file, index, `"${nameOf(records, index)}" directive is duplicate`, 1);
}

/** The form that a line has. A loop: a function made for each of a million lines would cost more than all else here. */
function fitting(
  forms: readonly DirectiveForm[],
  around: Contexts,
  opens: boolean,
  count: number,
): DirectiveForm | undefined {
  for (const form of forms)
    if ((form.contexts & around) !== 0 && form.isBlock === opens && takes(form, count)) return form;
  return undefined;
}

/** Kept by the number of the name, since most names come again and again. */
function rulesOfName(checking: Checking, id: number, name: string): NameRules {
  const known = checking.names[id] ?? rulesFor(checking.rules, name);
  checking.names[id] = known;
  return known;
}

function rulesFor({ version, mayBePlus, mayHaveModules }: DirectiveRules, name: string): NameRules {
  const isHere = { nginx: true, plus: mayBePlus, module: mayHaveModules } as const;
  const forms = formsOfDirective(name).filter(
    (form) => isHere[form.origin] && (version === undefined || isIn(form, version)),
  );
  return {
    forms,
    setter: setterOf(name),
    glance: glanceAt(name),
    hasScript: hasScript(name),
  };
}

/** Asks the function that nginx itself has for the directive. Where several modules may be meant, all must refuse. */
function checkSetter(
  checking: Checking,
  file: LoadedFile,
  index: number,
  { forms, setter, glance, hasScript }: NameRules,
  fits: DirectiveForm,
  around: Contexts,
): void {
  const { records } = file;
  const line: ArgumentBytes = {
    bytes: records.source.bytes,
    from: cell(records, index, NAME_END),
    to: cell(records, index, HEAD_END),
    count: cell(records, index, WORDS),
  };
  const isScriptWrong = hasScript && mayBeWrong(line);
  const module = moduleOf(fits.contexts & around);
  if (!isScriptWrong && (setter === undefined || (module === "http" && glance?.(line) === false))) return;
  const key = lineKey(cell(records, index, NAME) * 4 + MODULES.indexOf(module), line);
  const place = key % KEPT;
  if (checking.fine[place] === key) return;
  const texts = argumentTexts(records, index);
  const name = nameOf(records, index);
  const ask = (form: DirectiveForm): Complaint | undefined => {
    const its = moduleOf(form.contexts & around);
    return setter?.(texts, name, its) ?? (isScriptWrong ? variables(texts, name, its) : undefined);
  };
  const found = ask(fits);
  const others = forms.filter((form) => form !== fits && (form.contexts & around) !== 0);
  if (found !== undefined && others.every((form) => ask(form) !== undefined))
    report(checking, file, index, found.message, 1 + found.word);
  else checking.fine[place] = key;
}

/** Whether the same line stood before in the same block. */
function isSecond(checking: Checking, id: number, depth: number, block: number): boolean {
  if (depth >= DEEPEST) return false;
  const row = checking.lastIn[depth] ?? new Int32Array(MOST_NAMES);
  checking.lastIn[depth] = row;
  // 0 is what the row is filled with
  const isAgain = row[id] === block + 1;
  row[id] = block + 1;
  return isAgain;
}

function report(
  checking: Checking,
  file: LoadedFile,
  index: number,
  message: string,
  word = 0,
  refusesConfig = true,
): void {
  const { records } = file;
  const start = cell(records, index, START);
  const { source } = records;
  const location: Location = word === 0 ? locate(source, start) : valueLocation(file, index, word - 1);
  // nginx counts lines up to where the directive ends
  const noticed = lineOf(source, cell(records, index, HEAD_END));
  const where = noticed === location.line ? "" : ` (nginx notices it on line ${noticed})`;
  checking.problems.push({
    cause: "config-syntax-error",
    message: `${message}${where}`,
    location,
    refusesConfig,
    about: undefined,
  });
}

function valueLocation({ records }: LoadedFile, index: number, number: number): Location {
  const word = wordsOfDirective(records, index)[number];
  return word?.location ?? locate(records.source, cell(records, index, START));
}
