import type { Dispenser } from "../dispenser.ts";
import { type JsonMap, put, text } from "../json.ts";
import { type Module, readModule } from "../module.ts";
import type { Helper } from "../run.ts";
import { readBlock, word } from "../subdirectives.ts";

const fileSystem: Module = (d, into, helper) => {
  if (!d.next()) d.wrongCount();
  if (d.nextArg()) put(into, "root", text(d.token(), d.value()));
  readBlock(d, into, helper, { root: word("root") });
};

/** Where certificates are kept; the dispenser stands at the name of the storage. */
export function readStorage(d: Dispenser, helper: Helper): JsonMap {
  return readModule(d, helper, {
    key: "module",
    namespace: "caddy.storage",
    modules: { file_system: fileSystem },
  });
}
