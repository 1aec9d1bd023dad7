import { type Setting, written } from "../../../model/source.ts";
import type { Line } from "../ast.ts";
import { wordAt } from "../ast.ts";
import { lastLine, linesOf, type OpenSection } from "../sections.ts";
import { timeMs } from "../time.ts";

/** A frontend, a backend, or both in one. */
export interface ProxySection {
  readonly name: string;
  readonly section: OpenSection;
  readonly hasFrontend: boolean;
  readonly hasBackend: boolean;
  readonly isHttp: boolean;
}

export function proxyOf(section: OpenSection): ProxySection {
  const mode = lastIn(section, "mode")?.words[1];
  return {
    name: section.name ?? "",
    section,
    hasFrontend: section.kind !== "backend",
    hasBackend: section.kind !== "frontend",
    isHttp: mode === "http",
  };
}

/** The lines of its own with this keyword. */
export function own({ section }: Pick<ProxySection, "section">, keyword: string): readonly Line[] {
  return linesOf(section, keyword);
}

/** The lines that hold: its own where it has any, else those of its defaults. Rules are not mixed. */
export function inherited(proxy: Pick<ProxySection, "section">, keyword: string): readonly Line[] {
  for (let at: OpenSection | undefined = proxy.section; at !== undefined; at = at.defaults) {
    const lines = linesOf(at, keyword);
    if (lines.length > 0) return lines;
  }
  return [];
}

/** The last line with this keyword, and with this second word where one is asked for; of the defaults where it has none. */
export function last(
  proxy: Pick<ProxySection, "section">,
  keyword: string,
  second?: string,
): Line | undefined {
  return lastIn(proxy.section, keyword, second);
}

function lastIn(section: OpenSection, keyword: string, second?: string): Line | undefined {
  for (let at: OpenSection | undefined = section; at !== undefined; at = at.defaults) {
    const found = lastLine(at, keyword, second);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The line that switches an option on; undefined where it is off, or was taken back by `no` or `default`. */
export function option(proxy: Pick<ProxySection, "section">, name: string): Line | undefined {
  const line = last(proxy, "option", name);
  return line?.modifier === undefined ? line : undefined;
}

/** Options of which only the last one counts: each turns the others off. */
export function lastOption(proxy: Pick<ProxySection, "section">, names: readonly string[]): Line | undefined {
  for (let at: OpenSection | undefined = proxy.section; at !== undefined; at = at.defaults) {
    const found = linesOf(at, "option").findLast(
      ({ words, modifier }) => modifier === undefined && names.includes(words[1] ?? ""),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A timeout that stands in it or in its defaults. 0 is no limit. */
export function timeout(proxy: Pick<ProxySection, "section">, name: string): Setting<number> | undefined {
  const line = last(proxy, "timeout", name);
  const ms = timeMs(line?.words[2]);
  return line === undefined || ms === undefined || ms === 0 ? undefined : written(ms, wordAt(line, 2));
}

/** A whole number behind a keyword. */
export function numberAt(line: Line | undefined, index: number): Setting<number> | undefined {
  const word = line?.words[index];
  if (line === undefined || word === undefined || !/^\d{1,12}$/.test(word)) return undefined;
  return written(Number(word), wordAt(line, index));
}
