import type { Target } from "../../../model/config.ts";
import { type Setting, written } from "../../../model/source.ts";
import { parseAddress, targetOf } from "../address.ts";
import { wordAt } from "../ast.ts";
import { linesOf } from "../sections.ts";
import type { Site } from "./context.ts";

/** `stats socket ADDRESS …` of the global section: the first one is the surface that is asked. */
export function readAdmin({ global }: Site): Setting<Target> | undefined {
  for (const section of global)
    for (const line of linesOf(section, "stats")) {
      const [, kind, text = ""] = line.words;
      const address = kind === "socket" ? parseAddress(text) : undefined;
      if (address === undefined || address.kind === "invalid" || address.kind === "other") continue;
      if (address.kind === "host" && address.port === undefined) continue;
      return written(targetOf(address, 0), wordAt(line, 2));
    }
  return undefined;
}
