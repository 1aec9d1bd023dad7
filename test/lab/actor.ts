import type { NodeService } from "./service-spec.ts";
import { ask, type Question } from "./services/ask.ts";
import { type Held, hold } from "./services/hold.ts";
import { serve } from "./services/serve.ts";
import { fillQueue, listenAndFreeze } from "./services/stuck.ts";

/** What runs inside a namespace: `serve`, `freeze` and `fill` play services, `ask` and `hold` play clients. */
async function act(role: string | undefined, argument: string, pki: string, dir: string): Promise<void> {
  switch (role) {
    case "serve":
      return serve(JSON.parse(argument) as readonly NodeService[], pki, dir);
    case "freeze":
      return listenAndFreeze(argument);
    case "fill":
      return fillQueue(argument);
    case "ask": {
      const answers = [];
      for (const question of JSON.parse(argument) as readonly Question[]) {
        answers.push(...(await ask(question)));
      }
      process.stdout.write(JSON.stringify(answers));
      return;
    }
    case "hold":
      return hold(JSON.parse(argument) as Held);
    default:
      throw new Error(`no such role: ${role}`);
  }
}

const [role, argument = "", pki = "", dir = ""] = process.argv.slice(2);
await act(role, argument, pki, dir);
