/**
 * Where a scan writes its records: one array that grows, seven numbers a directive. No object is made for a directive
 * until somebody asks: that is what reads ten megabytes in a tenth of a second.
 */
export interface Recorder {
  cells: Int32Array;
  count: number;
}

export const CELLS = 7;
/** Number of the name, or -1 where the name has to be read from the text. */
export const NAME = 0;
/** Offset of the name. */
export const START = 1;
/** Offset behind the name. */
export const NAME_END = 2;
/** Offset of the `;` or `{` behind the last word, or of whatever else ended it. */
export const HEAD_END = 3;
/** Offset behind the `;` or the closing brace. */
export const END = 4;
/** Number of the next directive that is not inside this one. */
export const NEXT = 5;

/** How many words follow the name. */
export const WORDS = 6;

/** Real configs have 40 to 60 bytes a directive. */
const USUAL_BYTES = 40;

export function recorder(textLength: number): Recorder {
  return { cells: new Int32Array((Math.ceil(textLength / USUAL_BYTES) + 16) * CELLS), count: 0 };
}

/** Adds a directive and gives its number; what lies behind its name is set when it is known. */
export function addRecord(recorder: Recorder, name: number, start: number, nameEnd: number): number {
  const base = recorder.count * CELLS;
  if (base + CELLS > recorder.cells.length) {
    const larger = new Int32Array(recorder.cells.length * 2);
    larger.set(recorder.cells);
    recorder.cells = larger;
  }
  recorder.cells[base + NAME] = name;
  recorder.cells[base + START] = start;
  recorder.cells[base + NAME_END] = nameEnd;
  return recorder.count++;
}

export function setCell(recorder: Recorder, index: number, field: number, value: number): void {
  recorder.cells[index * CELLS + field] = value;
}

export function countWord(recorder: Recorder, index: number): void {
  const at = index * CELLS + WORDS;
  recorder.cells[at] = (recorder.cells[at] ?? 0) + 1;
}
