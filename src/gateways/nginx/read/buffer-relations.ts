import { type Location, type Setting, written } from "../../../model/source.ts";
import { has, nearest, type Place, type Reading, type Scope, wordText } from "../context.ts";
import { PAGE_BYTES } from "../defaults.ts";
import { parseSize } from "../units.ts";
import { parseCount } from "./settings.ts";

/** The settings of a module that buffers answers; all of them have the same. */
interface Names {
  readonly buffers: string;
  readonly bufferSize: string;
  readonly busySize: string;
  readonly writeSize: string;
  readonly fileSize: string;
}

/** Put together once: every block is asked for all of them. */
const NAMES = ["proxy", "fastcgi", "uwsgi", "scgi"].map(
  (module): Names => ({
    buffers: `${module}_buffers`,
    bufferSize: `${module}_buffer_size`,
    busySize: `${module}_busy_buffers_size`,
    writeSize: `${module}_temp_file_write_size`,
    fileSize: `${module}_max_temp_file_size`,
  }),
);

interface Buffers {
  readonly names: Names;
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
  const used = NAMES.map((names) => ({ names, set: Object.values(names).filter(reading.mentions) })).filter(
    ({ set }) => set.length > 0,
  );
  if (used.length === 0) return undefined;
  return (scope) => {
    for (const { names, set } of used) {
      const isSet = (name: string): boolean =>
        scope.kind === "server" ? nearest(scope, name).length > 0 : has(scope, name);
      if (set.some(isSet)) reportModule(reading, scope, names);
    }
  };
}

function reportModule(reading: Reading, scope: Scope, names: Names): void {
  const location = mainLine(scope, names);
  if (location === undefined) return;
  const wrong = wrongRelation({ reading, scope, actsOn: location }, names);
  if (wrong !== undefined)
    reading.report({
      cause: "config-syntax-error",
      message: wrong.value,
      location: wrong.location,
      refusesConfig: true,
      about: undefined,
    });
}

function wrongRelation(place: Place, names: Names): Setting<string> | undefined {
  const [line] = nearest(place.scope, names.buffers);
  const count = line === undefined ? 8 : parseCount(wordText(line, 0) ?? "");
  const each = line === undefined ? PAGE_BYTES : parseSize(wordText(line, 1) ?? "");
  const head = size(place, names.bufferSize, PAGE_BYTES);
  // values that can't be read are told where they stand
  if (count === undefined || each === undefined || head === undefined) return undefined;
  const at = line?.word(0)?.location ?? place.actsOn;
  if (count < 2) return written(`there must be at least 2 "${names.buffers}"`, at);
  return wrongSize(place, { names, count, each, largest: Math.max(head, each) });
}

function wrongSize(place: Place, { names, count, each, largest }: Buffers): Setting<string> | undefined {
  const busy = size(place, names.busySize, 2 * largest);
  const writes = size(place, names.writeSize, 2 * largest);
  const file = size(place, names.fileSize, 1024 * 1024 * 1024);
  const largestWords = `the maximum of the value of "${names.bufferSize}" and one of the "${names.buffers}"`;
  if (busy !== undefined && busy < largest)
    return said(place, names.busySize, `must be equal to or greater than ${largestWords}`);
  if (busy !== undefined && busy > (count - 1) * each)
    return said(
      place,
      names.busySize,
      `must be less than the size of all "${names.buffers}" minus one buffer`,
    );
  if (writes !== undefined && writes < largest)
    return said(place, names.writeSize, `must be equal to or greater than ${largestWords}`);
  if (file !== undefined && file !== 0 && file < largest)
    return said(
      place,
      names.fileSize,
      `must be equal to zero to disable temporary files usage or must be equal to or greater than ${largestWords}`,
    );
  return undefined;
}

function said(place: Place, name: string, words: string): Setting<string> {
  return written(`"${name}" ${words}`, nearest(place.scope, name)[0]?.word(0)?.location ?? place.actsOn);
}

/** Undefined for what can't be read. */
function size(place: Place, name: string, otherwise: number): number | undefined {
  const word = nearest(place.scope, name)[0]?.word(0);
  return word === undefined ? otherwise : parseSize(word.text);
}

/** The line to change: the size of the first buffer is what people raise without the others. */
function mainLine(scope: Scope, names: Names): Location | undefined {
  for (const name of [names.bufferSize, names.buffers, names.busySize, names.writeSize, names.fileSize]) {
    const word = nearest(scope, name)[0]?.word(0);
    if (word !== undefined) return word.location;
  }
  return undefined;
}
