import type { OwnAnswer } from "../../../model/config.ts";
import { isServerError } from "../../../model/server-error.ts";
import { wordAt } from "../ast.ts";
import type { Site } from "./context.ts";
import { own } from "./proxy.ts";

/** What each of these answers where it names no status (configuration manual 2.6, `http-request deny`, `tarpit`, `return`). */
const USUAL: ReadonlyMap<string, number> = new Map([
  ["deny", 403],
  ["tarpit", 500],
  ["return", 200],
]);

/** The rules of the config that answer requests with a status which looks as if a service, or a limit, had failed them. */
export function readOwnAnswers({ proxies }: Site): readonly OwnAnswer[] {
  return proxies.flatMap((proxy) =>
    own(proxy, "http-request").flatMap((line) => {
      const { words } = line;
      const usual = USUAL.get(words[1] ?? "");
      if (usual === undefined) return [];
      const at = words.findIndex((word) => word === "status" || word === "deny_status");
      const status = at < 0 ? usual : Number(words[at + 1]);
      if (status !== 429 && !isServerError(status)) return [];
      return [{ proxy: proxy.name, status, rule: words.join(" "), location: wordAt(line, 0) }];
    }),
  );
}
