import { describe, expect, it } from "vitest";
import { makeProbes } from "../../src/probes/index.ts";

const probe = makeProbes({ grammars: new Map(), userAgent: "uhc/test", root: undefined });
const { signal } = new AbortController();

describe("the probes", () => {
  it("each request is measured by the probe of its kind", async () => {
    const [resolved] = await probe(
      { kind: "resolve", name: "127.0.0.1", families: ["ipv4"], via: { kind: "system" }, timeoutMs: 100 },
      signal,
    );
    const [file] = await probe({ kind: "file", path: "/", purpose: "certificate", user: undefined }, signal);
    const [log] = await probe(
      { kind: "log", gateway: "nginx", path: "/", log: "error", format: undefined, sinceMs: 1 },
      signal,
    );
    const [process] = await probe(
      { kind: "process", gateway: "nginx", configFile: "/nowhere", pidFile: undefined, configFiles: [] },
      signal,
    );
    expect([resolved?.kind, file?.kind, log?.kind, process?.kind]).toEqual([
      "resolve",
      "file",
      "log",
      "process",
    ]);
    expect(file?.facts).toMatchObject({ type: "directory" });
    expect(resolved?.outcome.kind).toBe("answered");
  });
});
