import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nginxProgram } from "../../../src/gateways/nginx/program.ts";
import { versionText } from "../../../src/probes/discover/version-text.ts";
import { mayRun } from "../../../src/probes/tools/may-run.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-version-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ownUid = process.geteuid?.() ?? 0;

const QUESTION = nginxProgram.version?.question;
if (QUESTION === undefined) throw new Error("nginx says its version");
const NGINX_QUESTION = QUESTION;

function script(name: string, text: string, mode: number): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

describe("asking a binary for its version", () => {
  it("runs it with -V alone, and reads what it prints", async () => {
    const binary = script("nginx", '#!/bin/sh\necho "nginx version: nginx/1.2.3 $*" >&2\n', 0o755);
    expect(await versionText(binary, NGINX_QUESTION)).toEqual({
      text: "nginx version: nginx/1.2.3 -V\n",
      from: "output",
    });
  });

  it("does not run what others may write to, and reads its bytes instead", async () => {
    const trace = join(folder, "trace");
    const text = `#!/bin/sh\ntouch ${trace}\n\0nginx version: nginx/9.9.9\n\0`;
    expect(await versionText(script("open", text, 0o777), NGINX_QUESTION)).toEqual({
      text: "nginx version: nginx/9.9.9",
      from: "bytes",
    });
    expect(await mayRun(trace, ownUid)).toBeUndefined();
  });

  it("does not run what lies in a folder that others may write to, belongs to somebody else, or is reached through /proc", async () => {
    const binary = script("nginx", "#!/bin/sh\n", 0o755);
    expect(await mayRun(binary, ownUid)).toBeDefined();
    expect(await mayRun(binary, ownUid + 1)).toBe(ownUid === 0 ? binary : undefined);
    expect(await mayRun(`/proc/self/root${binary}`, ownUid)).toBeUndefined();
    mkdirSync(join(folder, "open"));
    const other = script("open/nginx", "#!/bin/sh\n", 0o755);
    chmodSync(join(folder, "open"), 0o777);
    expect(await mayRun(other, ownUid)).toBeUndefined();
    expect(await mayRun(homedir(), ownUid)).toBeUndefined();
  });

  it("what is not there says nothing", async () => {
    expect(await versionText(join(folder, "none"), NGINX_QUESTION)).toBeUndefined();
  });
});
