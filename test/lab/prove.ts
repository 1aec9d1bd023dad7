import { existsSync, readFileSync } from "node:fs";
import { ACTOR } from "./actor-process.ts";
import { refusal } from "./gateway.ts";
import { mustRun } from "./processes.ts";
import type { GatewayProgram, Proof } from "./scenario.ts";
import type { Answered, Ask } from "./services/ask.ts";
import { within } from "./within.ts";
import type { World } from "./world.ts";

/** Gives what is not as the scenario claims; an empty list is the proof. `noise` is what the log held at the start. */
export async function prove(
  proof: Proof,
  world: World,
  program: GatewayProgram,
  noise: string,
): Promise<string[]> {
  if ("refused" in proof) {
    const said = await refusal(world, program);
    return proof.refused.test(said ?? "") ? [] : [`it says: ${said ?? "the config is right"}`];
  }
  const problems = await asked(proof.ask, world);
  if (program !== "nginx" && proof.log === undefined) return problems;
  return [...problems, ...(await logged(proof.log ?? [], `${world.dir}/error.log`, noise))];
}

/** Asks from beside the gateway, and gives each answer that is not right. */
export async function asked(asks: readonly Ask[], world: World): Promise<string[]> {
  const all = asks.flatMap((one) => Array.from({ length: one.times ?? 1 }, () => one));
  const each = all.flatMap((one) => Array.from({ length: one.atOnce ?? 1 }, () => one));
  const said = await mustRun(within(world.gateway, process.execPath, ACTOR, "ask", JSON.stringify(all)), {
    timeoutMs: 60_000,
  });
  const answers = JSON.parse(said) as readonly Answered[];
  return each.flatMap((one, index) => {
    const answer = answers[index] ?? { status: -1, body: "" };
    const right = [one.status].flat().includes(answer.status) && (one.body?.test(answer.body) ?? true);
    const what = `${one.to ?? ""} ${one.path ?? "/"}`.trim();
    const got = `${answer.status} ${JSON.stringify(answer.body.slice(0, 120))}`;
    return right ? [] : [`${what} answers ${got}, not ${[one.status].flat().join(" or ")} ${one.body ?? ""}`];
  });
}

async function logged(patterns: readonly RegExp[], file: string, noise: string): Promise<string[]> {
  for (let patience = 20; ; patience--) {
    const log = existsSync(file) ? readFileSync(file, "utf8").replace(noise, "") : "";
    const missing = patterns.filter((pattern) => !pattern.test(log));
    if (patterns.length === 0) {
      return log === "" ? [] : [`the error log is not empty: ${log.slice(0, 400)}`];
    }
    if (missing.length === 0 || patience === 0) {
      return missing.map((pattern) => `the error log lacks ${pattern}: ${log.slice(-600)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
