import { fileURLToPath } from "node:url";
import { keepRunning, type Running } from "./processes.ts";
import { within } from "./within.ts";

/** The bundled twin of actor.ts, beside the bundled lab. */
export const ACTOR = fileURLToPath(new URL("./actor.mjs", import.meta.url));

/** Starts an actor that stays in a namespace, ready when it returns. */
export const startActor = (namespace: string, ...argv: readonly string[]): Promise<Running> =>
  keepRunning(within(namespace, process.execPath, ACTOR, ...argv), /^ready/m);
