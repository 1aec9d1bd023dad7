import type { Report } from "../../src/model/report.ts";
import { apart } from "./gateway.ts";
import { run } from "./processes.ts";
import { within } from "./within.ts";
import type { World } from "./world.ts";

/** What uhc did: its exit code, how long it took, and its report where standard output was one. */
export interface Diagnosis {
  readonly exitCode: number | null;
  readonly ms: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly report: Report | undefined;
}

const NOBODY = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"];

/** Runs uhc in the gateway's namespace, as a person there would. */
export async function diagnose(
  world: World,
  uhc: string,
  args: readonly string[],
  how: { readonly asNobody: boolean; readonly apart: number | undefined },
): Promise<Diagnosis> {
  const argv = [process.execPath, uhc, "diagnose", "--json", ...args];
  const whole = [...(how.asNobody ? NOBODY : []), ...argv];
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, LANG: "C.UTF-8" };
  const inside = how.apart === undefined ? within(world.gateway, ...whole) : apart(how.apart, ...whole);
  const ended = await run(inside, {
    env,
    timeoutMs: 90_000,
  });
  return {
    exitCode: ended.code,
    ms: ended.ms,
    stdout: ended.stdout,
    stderr: ended.stderr,
    report: parse(ended.stdout),
  };
}

function parse(text: string): Report | undefined {
  try {
    const value: Report = JSON.parse(text);
    return Array.isArray(value.causes) ? value : undefined;
  } catch {
    return undefined;
  }
}
