import { REPORT_SCHEMA } from "../../report/schema.ts";
import type { Call } from "../call.ts";
import { configSchema } from "../config-schema.ts";
import type { Environment } from "../environment.ts";
import { UsageError } from "../faults.ts";
import { didYouMean } from "../suggest.ts";

const SCHEMAS: ReadonlyMap<string, () => object> = new Map([
  ["report", (): object => REPORT_SCHEMA],
  ["config", configSchema],
]);

/** `uhc schema <report|config>`: the JSON Schema of what `--json` prints, or of `uhc.yaml`. */
export async function schema(call: Call, { stdout }: Environment): Promise<number> {
  const [name = ""] = call.args;
  const found = SCHEMAS.get(name);
  const names = [...SCHEMAS.keys()];
  if (found === undefined)
    throw new UsageError(
      `there is no schema "${name}"; there is ${names.join(" and ")}`,
      didYouMean(name, names),
    );
  stdout.write(`${JSON.stringify(found(), null, 2)}\n`);
  return 0;
}
