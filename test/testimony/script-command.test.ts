import { describe, expect, it } from "vitest";
import type { ScriptStep } from "../../src/model/check-script.ts";
import { scriptCommand } from "../../src/testimony/script-command.ts";
import { plain } from "../given/observation.ts";

const location = { file: "/x", line: 1, column: 1 };
const script = (bytes: string, hasCredentials = false) => ({
  steps: [{ kind: "send", bytes, location }] satisfies ScriptStep[],
  isPartial: false,
  hasCredentials,
});

describe("the script of a check by hand", () => {
  it("prints its bytes into a connection, whatever they are", () => {
    expect(scriptCommand(plain(), script("a'b 100%\\\r\n\0\xff"))).toBe(
      "printf 'a'\\''b 100%%\\\\\\r\\n\\000\\377' | timeout 5 nc -v 10.0.0.5 8443",
    );
  });
  it("leaves a password to the reader", () => {
    expect(scriptCommand(plain(), script("AUTH hunter2\r\n", true))).toBe("timeout 5 nc -v 10.0.0.5 8443");
  });
});
