import { parseArgs } from "node:util";
import type { NoiseLevel } from "./noise.ts";

export const USAGE = `npm run lab -- [filter…]       scenarios whose family/id contains one of the filters; default all
  --list          print the scenarios and end
  --jobs N        so many side by side; default 2
  --prove         prove the scenarios without asking uhc
  --noise LEVEL   unrelated trouble beside the fault: all, part (default), none
  --bundles       have uhc collect a bundle in each world, and judge that elsewhere
  --baselines     ask two simpler ways as well: the error log alone, and dig, nc, curl and openssl
  --packages      print the Debian packages that the lab needs, and end
  --keep          leave each world standing until Enter is pressed
  --json FILE     write every comparison there
  --reports DIR   write each report there, with what uhc said on standard error
  --uhc FILE      another program than bin/uhc.js
  --with ARGS     more arguments for uhc, separated by spaces
`;

export interface Options {
  readonly filters: readonly string[];
  readonly list: boolean;
  readonly jobs: number;
  readonly prove: boolean;
  readonly noise: NoiseLevel;
  readonly bundles: boolean;
  readonly baselines: boolean;
  readonly packages: boolean;
  readonly keep: boolean;
  readonly json: string | undefined;
  readonly reports: string | undefined;
  readonly uhc: string;
  readonly with: readonly string[];
}

const NOISE_LEVELS = ["all", "part", "none"] as const;

/** The lab's command line; a text instead where that is all there is to say. */
export function readOptions(argv: readonly string[]): Options | string {
  const options = {
    help: { type: "boolean", short: "h", default: false },
    list: { type: "boolean", default: false },
    jobs: { type: "string", default: "2" },
    prove: { type: "boolean", default: false },
    noise: { type: "string", default: "part" },
    bundles: { type: "boolean", default: false },
    baselines: { type: "boolean", default: false },
    packages: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    json: { type: "string" },
    reports: { type: "string" },
    uhc: { type: "string", default: "bin/uhc.js" },
    with: { type: "string", default: "" },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options });
    const jobs = values.keep ? 1 : Number(values.jobs);
    if (values.help) {
      return USAGE;
    }
    if (!Number.isInteger(jobs) || jobs < 1) {
      return `--jobs takes a whole number from 1, not ${values.jobs}\n`;
    }
    const noise = NOISE_LEVELS.find((level) => level === values.noise);
    if (noise === undefined) {
      return `--noise takes ${NOISE_LEVELS.join(", ")}, not ${values.noise}\n`;
    }
    const words = values.with.split(" ").filter((word) => word !== "");
    const { json, reports } = values;
    return { ...values, noise, filters: positionals, json, reports, jobs, with: words };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`;
  }
}
