import type { GatewayProgram, ProgramFacts } from "../../model/gateway-program.ts";
import { installed } from "./binary.ts";
import { versionText } from "./version-text.ts";

/**
 * Asks the program at `binary`, else, with the text of PATH, the one installed on this host. Undefined where there is none to
 * ask, or it tells nothing.
 */
export async function programFacts(
  { names, wellKnownBinaries, version }: GatewayProgram,
  binary: string | undefined,
  searchPath?: string,
): Promise<ProgramFacts | undefined> {
  const [name] = names;
  if (version === undefined || name === undefined) return undefined;
  const path = binary ?? (await installed(name, searchPath, wellKnownBinaries));
  const answer = path === undefined ? undefined : await versionText(path, version.question);
  return answer === undefined ? undefined : version.read(answer.text);
}
