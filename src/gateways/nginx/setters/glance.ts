/** Where the arguments of a directive stand, as bytes, and how many there are. */
export interface ArgumentBytes {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

type Glance = (line: ArgumentBytes) => boolean;

const TILDE = 0x7e;
const STAR = 0x2a;
const DOLLAR = 0x24;
const EQUALS = 0x3d;
const SMALL_O = 0x6f;

function has({ bytes, from, to }: ArgumentBytes, one: number, other = one): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === one || bytes[at] === other) return true;
  return false;
}

/** The first byte behind blanks, which are below 0x21. */
function firstByte({ bytes, from, to }: ArgumentBytes): number | undefined {
  let at = from;
  while (at < to && (bytes[at] ?? 0) < 0x21) at++;
  return bytes[at];
}

const hasThree: Glance = ({ count }) => count > 2;

/**
 * What a look at the bytes tells of the directives that stand in every block, so that texts are made of the few lines of
 * which their setter may say something.
 */
const GLANCES: ReadonlyMap<string, Glance> = new Map<string, Glance>([
  ["location", (line) => line.count > 1 || firstByte(line) === TILDE],
  ["server_name", (line) => has(line, TILDE, STAR)],
  ["access_log", (line) => line.count > 2 || firstByte(line) === SMALL_O || has(line, EQUALS)],
  ["set", (line) => firstByte(line) !== DOLLAR],
  ["add_header", hasThree],
  ["add_trailer", hasThree],
  ["fastcgi_param", hasThree],
  ["uwsgi_param", hasThree],
  ["scgi_param", hasThree],
]);

/** Undefined for a directive whose texts are always needed. */
export function glanceAt(name: string): Glance | undefined {
  return GLANCES.get(name);
}

/** Two sums of 26 bits each: lines are told apart by them, and a config is no place where somebody makes two meet. */
export function lineKey(name: number, { bytes, from, to }: ArgumentBytes): number {
  let one = name + 0x811c9dc5;
  let other = name ^ 0x5bd1e995;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    one = Math.imul(one ^ byte, 0x01000193);
    other = Math.imul(other + byte, 0x5bd1e995) ^ (other >>> 15);
  }
  return (one & 0x3ffffff) * 0x4000000 + (other & 0x3ffffff);
}
