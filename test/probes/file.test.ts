import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fileProbe } from "../../src/probes/file.ts";
import { givenContext } from "./given-context.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "uhc-file-"));
  chmodSync(root, 0o755);
  mkdirSync(join(root, "etc"));
  const own = process.geteuid?.() ?? 0;
  const group = process.getegid?.() ?? 0;
  writeFileSync(
    join(root, "etc/passwd"),
    `me:x:${own}:${group}::/:/bin/sh\nweb:x:70033:70033::/:/bin/sh\nmember:x:70034:70034::/:/bin/sh\nroot2:x:0:0::/:/bin/sh\n`,
  );
  writeFileSync(join(root, "etc/group"), `staff:x:${group}:other,member\nweb:x:70033:\n`);
});
afterEach(() => rmSync(root, { recursive: true }));

async function look(path: string, user: string | null = "web") {
  const [measurement] = await fileProbe(root)(
    { kind: "file", path, purpose: "socket", user: user ?? undefined },
    givenContext(),
  );
  if (measurement?.kind !== "file") throw new Error("no measurement");
  return measurement;
}

function put(path: string, mode: number): void {
  writeFileSync(join(root, path), "");
  chmodSync(join(root, path), mode);
}

describe("the file probe", () => {
  it("tells type, mode, owner and group", async () => {
    put("a", 0o640);
    const { outcome, facts } = await look("/a", "me");
    expect(outcome.kind).toBe("answered");
    expect(facts).toMatchObject({
      type: "file",
      mode: 0o640,
      owner: "me",
      group: "staff",
      userMayOpen: true,
      blockedAt: undefined,
    });
    expect(facts.modifiedAt).toBeGreaterThan(1_700_000_000_000);
  });

  it("the file itself may keep the user out", async () => {
    put("a", 0o640);
    expect((await look("/a")).facts).toMatchObject({ userMayOpen: false, blockedAt: "/a" });
  });

  it("a supplementary group lets it in; root needs none", async () => {
    put("a", 0o640);
    put("b", 0o000);
    expect((await look("/a", "member")).facts.userMayOpen).toBe(true);
    expect((await look("/b", "root2")).facts.userMayOpen).toBe(true);
  });

  it("the first class that fits decides, though others may more", async () => {
    put("a", 0o604);
    expect((await look("/a", "member")).facts.userMayOpen).toBe(false);
    expect((await look("/a", "web")).facts.userMayOpen).toBe(true);
  });

  it("every directory on the way must let it through, behind links too", async () => {
    mkdirSync(join(root, "run/deep"), { recursive: true });
    put("run/deep/s", 0o666);
    symlinkSync("/run/deep/../deep/s", join(root, "link"));
    expect((await look("/link")).facts.userMayOpen).toBe(true);
    chmodSync(join(root, "run/deep"), 0o750);
    expect((await look("/link")).facts).toMatchObject({ userMayOpen: false, blockedAt: "/run/deep" });
  });

  it("a socket wants write permission", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(root, "s"), resolve));
    chmodSync(join(root, "s"), 0o604);
    expect((await look("/s")).facts).toMatchObject({ type: "socket", userMayOpen: false, blockedAt: "/s" });
    chmodSync(join(root, "s"), 0o602);
    expect((await look("/s")).facts.userMayOpen).toBe(true);
    await new Promise((resolve) => server.close(resolve));
  });

  it("names the part of the path that is missing", async () => {
    const { outcome, facts } = await look("/run/app/s");
    expect(outcome).toMatchObject({ kind: "not-found", code: "ENOENT", reason: "no such file: /run" });
    expect(facts).toMatchObject({ type: undefined, userMayOpen: undefined });
  });

  it("a part that is no directory, and links in a circle, are not found either", async () => {
    put("a", 0o644);
    symlinkSync("/loop", join(root, "loop"));
    expect((await look("/a/b")).outcome).toMatchObject({ kind: "not-found", code: "ENOTDIR" });
    expect((await look("/loop")).outcome).toMatchObject({ kind: "not-found", code: "ELOOP" });
  });

  it("does not judge for a user that it does not know, nor for none", async () => {
    put("a", 0o644);
    expect((await look("/a", "ldap-user")).facts.userMayOpen).toBeUndefined();
    expect((await look("/a", null)).facts.userMayOpen).toBeUndefined();
  });
});
