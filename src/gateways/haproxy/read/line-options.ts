import type { Location, Setting } from "../../../model/source.ts";
import { written } from "../../../model/source.ts";
import { isOpen, type Line } from "../ast.ts";
import { timeMs } from "../time.ts";

/** One option of a `server` or `bind` line. */
export interface LineOption {
  /** The word behind it; empty for a flag. */
  readonly value: string;
  readonly line: Line;
  /** Which word of the line it is. */
  readonly index: number;
  /** Column of its value, or of the option where it has none. */
  readonly column: number;
}

/** Options by their names. */
export interface LineOptions extends Iterable<readonly [string, LineOption]> {
  readonly has: (name: string) => boolean;
  readonly get: (name: string) => LineOption | undefined;
}

export const NO_OPTIONS: LineOptions = new Map<string, LineOption>();

/** The place of an option's value, or of the option where it has none. */
export function valueAt({ line, column }: LineOption): Location {
  return { file: line.file, line: line.number, column };
}

export function textOption(options: LineOptions, name: string): Setting<string> | undefined {
  const found = options.get(name);
  return found === undefined || isOpen(found.value) ? undefined : written(found.value, valueAt(found));
}

export function countOption(options: LineOptions, name: string): Setting<number> | undefined {
  const found = options.get(name);
  return found === undefined || !/^\d{1,9}$/.test(found.value)
    ? undefined
    : written(Number(found.value), valueAt(found));
}

export function timeOption(options: LineOptions, name: string): Setting<number> | undefined {
  const found = options.get(name);
  const ms = timeMs(found?.value);
  return found === undefined || ms === undefined ? undefined : written(ms, valueAt(found));
}

export function flagOption(options: LineOptions, name: string): Setting<true> | undefined {
  const found = options.get(name);
  return found === undefined ? undefined : written(true, valueAt(found));
}
