import { writeFileSync } from "node:fs";
import type { Report } from "../../src/model/report.ts";
import { seeingGroups } from "./control-group.ts";
import { apart } from "./gateway.ts";
import { seeingJournal } from "./journal.ts";
import { type Ended, run } from "./processes.ts";
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

/** Runs uhc in the gateway's namespace, as a person there would; through a bundle, somebody elsewhere then judges. */
export async function diagnose(
  world: World,
  uhc: string,
  args: readonly string[],
  how: {
    readonly asNobody: boolean;
    readonly apart: number | undefined;
    readonly hasJournal: boolean;
    readonly throughBundle: boolean;
  },
): Promise<Diagnosis> {
  const looks = how.throughBundle ? ["bundle", "-o", "-"] : ["diagnose", "--json"];
  const argv = [process.execPath, uhc, ...looks, ...args];
  const own = [...(how.asNobody ? NOBODY : []), ...argv];
  const whole = how.hasJournal ? seeingJournal(world, own) : own;
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, LANG: "C.UTF-8" };
  const inside =
    how.apart === undefined ? within(world.gateway, ...seeingGroups(whole)) : apart(how.apart, ...whole);
  const looked = await run(inside, { env, timeoutMs: 90_000 });
  const ended = how.throughBundle ? await judge(world, uhc, looked) : looked;
  return {
    exitCode: ended.code,
    ms: looked.ms,
    stdout: ended.stdout,
    stderr: how.throughBundle ? looked.stderr + ended.stderr : ended.stderr,
    report: parse(ended.stdout),
  };
}

/** Out of the world, where nothing of it can be reached any more. What could not be collected ends as it ended. */
async function judge({ dir }: World, uhc: string, looked: Ended): Promise<Ended> {
  if (!looked.stdout.startsWith("{")) return looked;
  const bundle = `${dir}/bundle.json`;
  writeFileSync(bundle, looked.stdout);
  return run([process.execPath, uhc, "diagnose", "--json", "--bundle", bundle], { timeoutMs: 90_000 });
}

function parse(text: string): Report | undefined {
  try {
    const value: Report = JSON.parse(text);
    return Array.isArray(value.causes) ? value : undefined;
  } catch {
    return undefined;
  }
}
