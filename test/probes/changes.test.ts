import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { changesProbe } from "../../src/probes/changes.ts";
import { fakeProc } from "./fake-proc.ts";
import { givenContext } from "./given-context.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "uhc-changes-"));
});
afterEach(() => rmSync(root, { recursive: true }));

async function look(sinceMs: number) {
  const proc = fakeProc(root, []);
  const [one] = await changesProbe({ proc, root })({ kind: "changes", sinceMs }, givenContext());
  if (one?.kind !== "changes") throw new Error("nothing was measured");
  return one.facts;
}

it("tells when the host came up, and what was written since then of files and packages", async () => {
  mkdirSync(join(root, "etc"));
  mkdirSync(join(root, "var/log"), { recursive: true });
  writeFileSync(join(root, "etc/hosts"), "127.0.0.1 localhost\n");
  writeFileSync(join(root, "etc/resolv.conf"), "nameserver 10.0.0.2\n");
  utimesSync(join(root, "etc/resolv.conf"), 1_000, 1_000);
  const now = new Date(Date.now() - 60_000);
  const stamp = (at: Date) =>
    `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  const old = new Date(now.getTime() - 10 * 86_400_000);
  writeFileSync(
    join(root, "var/log/dpkg.log"),
    `${stamp(old)} upgrade a:all 1 2\n${stamp(now)} upgrade nginx:amd64 1 2\n`,
  );
  const facts = await look(3_600_000);
  expect(facts.bootedAt).toBe(1_700_000_000_000);
  expect(facts.files.map(({ path }) => path)).toEqual(["/etc/hosts"]);
  expect(facts.packages).toMatchObject([{ name: "nginx", from: "1", to: "2" }]);
});

it("tells nothing of a host that shows none of it", async () => {
  expect(await look(3_600_000)).toMatchObject({ files: [], packages: [] });
});

function two(number: number): string {
  return String(number).padStart(2, "0");
}
