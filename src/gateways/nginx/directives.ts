import type { Location } from "../../model/source.ts";
import { locate } from "../../text/source-file.ts";
import type { Directive, Word } from "./ast.ts";
import type { LoadedFile } from "./include.ts";
import { kindOfName } from "./name-table.ts";
import { END, NEXT, START } from "./recorder.ts";
import { bodyOf, cell, isBlock, nameOf } from "./records.ts";
import { wordsOfDirective } from "./words.ts";

/** The directives of a file outside any block, with those of included files in place of each `include`. */
export function topDirectives(file: LoadedFile): Directive[] {
  const directives: Directive[] = [];
  collect(file, 0, file.records.count, directives);
  return directives;
}

function collect(file: LoadedFile, from: number, to: number, into: Directive[]): void {
  for (let index = from; index < to; index = cell(file.records, index, NEXT)) {
    const included = file.includes.size > 0 ? file.includes.get(index) : undefined;
    if (included === undefined) into.push(directiveView(file, index));
    else for (const each of included) collect(each, 0, each.records.count, into);
  }
}

interface DirectiveView extends Directive {
  file: LoadedFile;
  index: number;
  inner: readonly Directive[] | undefined;
}

const directivePrototype: Directive & ThisType<DirectiveView> = {
  get name(): string {
    return nameOf(this.file.records, this.index);
  },
  get words(): readonly Word[] {
    const { latestLine } = this.file;
    if (latestLine.of !== this) {
      latestLine.words = wordsOfDirective(this.file.records, this.index);
      latestLine.of = this;
    }
    return latestLine.words;
  },
  get location(): Location {
    return locate(this.file.records.source, cell(this.file.records, this.index, START));
  },
  get end(): Location {
    return locate(this.file.records.source, cell(this.file.records, this.index, END));
  },
  get children(): readonly Directive[] | undefined {
    if (!isBlock(this.file.records, this.index)) return undefined;
    this.inner ??= childrenOf(this.file, this.index);
    return this.inner;
  },
  get body(): string | undefined {
    const { records } = this.file;
    return isLua(this.file, this.index) ? bodyOf(records, this.index) : undefined;
  },
};

function childrenOf(file: LoadedFile, index: number): Directive[] {
  const { records } = file;
  const to = cell(records, index, NEXT);
  if (file.includes.size > 0) {
    const children: Directive[] = [];
    collect(file, index + 1, to, children);
    return children;
  }
  // counted first: an array that grows takes room for 17 members with the first one
  let count = 0;
  for (let at = index + 1; at < to; at = cell(records, at, NEXT)) count++;
  const children = new Array<Directive>(count);
  let place = 0;
  for (let at = index + 1; at < to; at = cell(records, at, NEXT)) children[place++] = directiveView(file, at);
  return children;
}

function isLua(file: LoadedFile, index: number): boolean {
  return isBlock(file.records, index) && kindOfName(nameOf(file.records, index)) === "lua";
}

function directiveView(file: LoadedFile, index: number): Directive {
  const view: DirectiveView = Object.create(directivePrototype);
  view.file = file;
  view.index = index;
  view.inner = undefined;
  return view;
}
