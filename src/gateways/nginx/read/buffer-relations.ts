import { type Location, type Setting, written } from "../../../model/source.ts";
import { nearest, own, type Place, type Reading, type Scope } from "../context.ts";
import { PAGE_BYTES } from "../defaults.ts";
import { parseSize } from "../units.ts";
import { parseCount } from "./settings.ts";

/** The modules that buffer answers in the same way. */
const MODULES = ["proxy", "fastcgi", "uwsgi", "scgi"] as const;
const SETTINGS = [
  "buffers",
  "buffer_size",
  "busy_buffers_size",
  "temp_file_write_size",
  "max_temp_file_size",
] as const;

/** The names of each module's settings, put together once: every block is asked for all of them. */
const NAMES = MODULES.map((module) => ({
  module,
  names: SETTINGS.map((setting) => `${module}_${setting}`),
}));

interface Buffers {
  readonly module: (typeof MODULES)[number];
  readonly count: number;
  readonly each: number;
  /** The larger of `*_buffer_size` and one of `*_buffers`. */
  readonly largest: number;
}

/**
 * The relations between the buffers for answers that nginx insists on (ngx_http_proxy_merge_loc_conf and its kin). They
 * are looked at in every server and location, whether anything is passed on there or not, with what it inherits. The
 * defaults fit each other, so that nothing is looked at where the config sets no buffer: then undefined.
 */
export function bufferRelations(reading: Reading): ((scope: Scope) => void) | undefined {
  const used = NAMES.map(({ module, names }) => ({ module, names: names.filter(reading.mentions) })).filter(
    ({ names }) => names.length > 0,
  );
  if (used.length === 0) return undefined;
  return (scope) => {
    for (const { module, names } of used) {
      const find = scope.kind === "server" ? nearest : own;
      if (names.some((name) => find(scope, name).length > 0)) reportModule(reading, scope, module);
    }
  };
}

function reportModule(reading: Reading, scope: Scope, module: Buffers["module"]): void {
  const location = mainLine(scope, module);
  if (location === undefined) return;
  const wrong = wrongRelation({ reading, scope, actsOn: location }, module);
  if (wrong !== undefined)
    reading.report({
      cause: "config-syntax-error",
      message: wrong.value,
      location: wrong.location,
      refusesConfig: true,
      about: undefined,
    });
}

function wrongRelation(place: Place, module: Buffers["module"]): Setting<string> | undefined {
  const [line] = nearest(place.scope, `${module}_buffers`);
  const count = line === undefined ? 8 : parseCount(line.word(0)?.text ?? "");
  const each = line === undefined ? PAGE_BYTES : parseSize(line.word(1)?.text ?? "");
  const head = size(place, `${module}_buffer_size`, PAGE_BYTES);
  // values that can't be read are told where they stand
  if (count === undefined || each === undefined || head === undefined) return undefined;
  const at = line?.word(0)?.location ?? place.actsOn;
  if (count < 2) return written(`there must be at least 2 "${module}_buffers"`, at);
  return wrongSize(place, { module, count, each, largest: Math.max(head, each) });
}

function wrongSize(place: Place, { module, count, each, largest }: Buffers): Setting<string> | undefined {
  const busy = size(place, `${module}_busy_buffers_size`, 2 * largest);
  const writes = size(place, `${module}_temp_file_write_size`, 2 * largest);
  const file = size(place, `${module}_max_temp_file_size`, 1024 * 1024 * 1024);
  const largestWords = `the maximum of the value of "${module}_buffer_size" and one of the "${module}_buffers"`;
  if (busy !== undefined && busy < largest)
    return said(place, module, "busy_buffers_size", `must be equal to or greater than ${largestWords}`);
  if (busy !== undefined && busy > (count - 1) * each)
    return said(
      place,
      module,
      "busy_buffers_size",
      `must be less than the size of all "${module}_buffers" minus one buffer`,
    );
  if (writes !== undefined && writes < largest)
    return said(place, module, "temp_file_write_size", `must be equal to or greater than ${largestWords}`);
  if (file !== undefined && file !== 0 && file < largest)
    return said(
      place,
      module,
      "max_temp_file_size",
      `must be equal to zero to disable temporary files usage or must be equal to or greater than ${largestWords}`,
    );
  return undefined;
}

function said(place: Place, module: Buffers["module"], setting: string, words: string): Setting<string> {
  const name = `${module}_${setting}`;
  return written(`"${name}" ${words}`, nearest(place.scope, name)[0]?.word(0)?.location ?? place.actsOn);
}

/** Undefined for what can't be read. */
function size(place: Place, name: string, otherwise: number): number | undefined {
  const word = nearest(place.scope, name)[0]?.word(0);
  return word === undefined ? otherwise : parseSize(word.text);
}

/** The line to change: the size of the first buffer is what people raise without the others. */
function mainLine(scope: Scope, module: Buffers["module"]): Location | undefined {
  for (const setting of ["buffer_size", ...SETTINGS]) {
    const word = nearest(scope, `${module}_${setting}`)[0]?.word(0);
    if (word !== undefined) return word.location;
  }
  return undefined;
}
