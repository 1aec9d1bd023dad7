import { REPORT_SCHEMA } from "../../report/schema.ts";
import type { Call } from "../call.ts";
import type { Environment } from "../environment.ts";
import { UsageError } from "../faults.ts";

const SCHEMAS: ReadonlyMap<string, object> = new Map([["report", REPORT_SCHEMA]]);

/** `uhc schema report`: the JSON Schema of what `--json` prints. */
export async function schema(call: Call, { stdout }: Environment): Promise<number> {
  const [name = ""] = call.args;
  const found = SCHEMAS.get(name);
  if (found === undefined)
    throw new UsageError(`there is no schema "${name}"; there is ${[...SCHEMAS.keys()].join(", ")}`);
  stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  return 0;
}
