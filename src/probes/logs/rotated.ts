import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** More generations than this are more than a log is kept for. */
const MOST_FILES = 30;
/** What logrotate puts behind the name: ".1", ".2.gz", or a date ("-20261127", "-20261127-0615.gz"). */
const GENERATION = /^(?:\.\d{1,4}|[-.]\d{8}(?:[-_.]?\d{2,6})?)(?:\.gz)?$/;

export interface RotatedFile {
  readonly path: string;
  readonly modifiedAt: number;
  readonly inode: number;
}

/** The files that a log was before, the latest first, that were written to since the given time. */
export function rotatedFiles(path: string, since: number): readonly RotatedFile[] {
  const [folder, name] = [dirname(path), basename(path)];
  const generations = readdirSync(folder).filter(
    (one) => one.startsWith(name) && GENERATION.test(one.slice(name.length)),
  );
  return generations
    .flatMap((one): readonly RotatedFile[] => {
      const stat = statSync(join(folder, one), { throwIfNoEntry: false });
      if (stat === undefined || !stat.isFile() || stat.mtimeMs < since) return [];
      return [{ path: join(folder, one), modifiedAt: stat.mtimeMs, inode: stat.ino }];
    })
    .sort((one, other) => other.modifiedAt - one.modifiedAt || (one.path < other.path ? -1 : 1))
    .slice(0, MOST_FILES);
}
