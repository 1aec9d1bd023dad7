import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FlagName } from "../../src/cli/flags.ts";
import { perform } from "../../src/cli/perform.ts";
import { surroundings } from "../given/environment.ts";
import { lintFolder } from "../given/lint.ts";

const { folder, file, linted } = lintFolder();
const hasNginx = spawnSync("nginx", ["-v"]).status === 0;

async function lint(args: readonly string[], ...flags: FlagName[]) {
  const given = surroundings({ workingDirectory: folder });
  const typed = new Map(flags.map((name) => [name, true] as const));
  const code = await perform({ command: "lint", args, flags: typed }, given.environment);
  return { code, out: given.out(), err: given.err() };
}

const http = (upstream: string, locations: string) => `events {}
http {
  ${upstream}
  server {
    listen 127.0.0.1:8080;
    ${locations}
  }
}
`;
const POOL = "upstream api { server 127.0.0.1:81; server 127.0.0.1:82; keepalive 8; }";

/** Fixes a config, holds it against nginx, and gives its text and the causes that are left. */
async function fixedText(text: string) {
  const path = file("fixed/nginx.conf", text);
  await lint([path], "fix", "quiet");
  if (hasNginx) {
    const { stderr } = spawnSync("nginx", ["-t", "-p", folder, "-c", path], { encoding: "utf8" });
    expect(stderr).toMatch(/syntax is ok/);
  }
  return { text: readFileSync(path, "utf8"), left: (await linted(path)).report.causes };
}

const left = (causes: Awaited<ReturnType<typeof fixedText>>["left"]) =>
  causes.filter(({ severity }) => severity !== "info").map(({ id }) => id);

describe("what --fix writes", () => {
  it("is HTTP/1.1 and an empty Connection where a pool would never be used", async () => {
    const fixed = await fixedText(http(POOL, "location / {\n      proxy_pass http://api; # here\n    }"));
    expect(fixed.text).toContain(
      '      proxy_pass http://api; # here\n      proxy_http_version 1.1;\n      proxy_set_header Connection "";\n',
    );
    expect(left(fixed.left)).toEqual([]);
  });

  it("is put to the list of headers that is in force, or it would replace that", async () => {
    const locations = "proxy_set_header Host $host;\n    location / { proxy_pass http://api; }";
    const fixed = await fixedText(http(POOL, locations));
    expect(fixed.text).toContain('proxy_set_header Host $host;\n    proxy_set_header Connection "";\n');
    expect(fixed.text).toContain("{ proxy_pass http://api; proxy_http_version 1.1; }");
    expect(left(fixed.left)).toEqual([]);
  });

  it("is nothing where somebody meant it, or a line works for others too", async () => {
    const other = "upstream other { server 127.0.0.1:83; server 127.0.0.1:84; }";
    const same = async (upstream: string, locations: string) => {
      const text = http(upstream, locations);
      const fixed = await fixedText(text);
      expect(fixed.text).toBe(text);
      expect(left(fixed.left)).toContain("keepalive-misconfigured");
    };
    await same(POOL, "location / { proxy_pass http://api; proxy_http_version 1.0; }");
    await same(POOL, 'location / { proxy_pass http://api; proxy_set_header Connection "close"; }');
    await same(
      `${POOL} ${other}`,
      "proxy_set_header Host $host; location / { proxy_pass http://api; } location /o { proxy_pass http://other; }",
    );
  });

  it("is the version where an upgrade is forwarded with both headers", async () => {
    const upgrade = "proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;";
    const fixed = await fixedText(
      http("", `location / {\r\n proxy_pass http://127.0.0.1:81;\r\n ${upgrade}\r\n }`),
    );
    expect(fixed.text).toContain(
      " proxy_pass http://127.0.0.1:81;\r\n proxy_http_version 1.1;\r\n proxy_set",
    );
    expect(left(fixed.left)).toEqual([]);
    const without = upgrade.replace(" proxy_set_header Connection upgrade;", "");
    const text = http("", `location / { proxy_pass http://127.0.0.1:81; ${without} }`);
    expect((await fixedText(text)).text).toBe(text);
  });

  it("is the end of a directive, what that hid, and a byte order mark", async () => {
    const text = `\ufeff${http(POOL, "location / {\n      proxy_pass http://api\n    }")}`;
    const fixed = await fixedText(text);
    expect(fixed.text).toBe(
      text
        .slice(1)
        .replace(
          "http://api\n",
          'http://api;\n      proxy_http_version 1.1;\n      proxy_set_header Connection "";\n',
        ),
    );
    expect(left(fixed.left)).toEqual([]);
  });

  it("is nothing in a template, which is no config yet", async () => {
    const text = "events {}\nhttp {\n  server { location / { proxy_pass {{ .Upstream }} } }\n}\n";
    const path = file("template.conf", text);
    await lint([path], "fix", "quiet");
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  it("is no end of a directive that nginx would refuse with it", async () => {
    const path = file("swallowed.conf", "events {}\nhttp { server { listen 80 server_name x\n} }\n");
    const before = readFileSync(path, "utf8");
    expect((await lint([path], "fix", "quiet")).code).toBe(1);
    expect(readFileSync(path, "utf8")).toBe(before);
  });

  it("takes all repetitions of endpoints or none, so that no share changes", async () => {
    const twice = "upstream u { server 127.0.0.1:81; server 127.0.0.1:82; server 127.0.0.1:81; SECOND }";
    const of = async (second: string) =>
      fixedText(http(twice.replace("SECOND", second), "location / { proxy_pass http://u; }"));
    expect((await of("server 127.0.0.1:82;")).text).toContain(
      "upstream u { server 127.0.0.1:81; server 127.0.0.1:82; }",
    );
    expect((await of("")).text).toContain("server 127.0.0.1:82; server 127.0.0.1:81;");
    expect((await of("server 127.0.0.1:82; # old\n")).text).toContain("server 127.0.0.1:82; # old");
    expect((await of("server 127.0.0.1:82 weight=2;")).text).toContain("server 127.0.0.1:82 weight=2;");
    expect((await of("server 127.0.0.1:82; ip_hash;")).text).toContain("127.0.0.1:82; ip_hash;");
  });

  it("is the server name where the Host says the same", async () => {
    const text = (rest: string) =>
      `location / { proxy_pass https://api.example.com; ${rest} } location /a { proxy_pass https://10.0.0.1; }`;
    const edits = async (rest: string) =>
      (await linted(file("sni.conf", http("", text(rest))))).report.causes
        .filter(({ id }) => id === "sni-not-sent")
        .flatMap(({ fix }) => fix.edits ?? [])
        .flatMap(({ steps }) => steps);
    expect(await edits("")).toEqual([expect.objectContaining({ text: "proxy_ssl_server_name on;" })]);
    expect(await edits("proxy_set_header Host api.example.com;")).toHaveLength(1);
    expect(await edits("proxy_set_header Host $host;")).toEqual([]);
    expect(await edits("proxy_ssl_name other.example.com;")).toEqual([]);
    expect(await edits("proxy_ssl_server_name off;")).toEqual([]);
  });
});

describe("uhc lint --fix", () => {
  const LOCATION = "location / {\n      proxy_pass http://api;\n    }";

  it("prints a patch with --dry-run, which git applies, and writes nothing", async () => {
    const path = file("dry/conf d/nginx.conf", http(POOL, LOCATION));
    const before = readFileSync(path, "utf8");
    const { code, out, err } = await lint([path], "fix", "dry-run");
    expect({ code, err }).toEqual({ code: 0, err: "uhc: one fix in one file, not written\n" });
    expect(readFileSync(path, "utf8")).toBe(before);
    const git = spawnSync("git", ["apply", "-"], { cwd: folder, input: out, encoding: "utf8" });
    expect(git.stderr).toBe("");
    expect((await linted(path)).report.causes.filter(({ severity }) => severity === "warning")).toEqual([]);
    expect((await lint([path], "fix", "dry-run")).out).toBe("");
  });

  it("fixes a file once that is found under two names", async () => {
    file("links/sites-available/api", http(POOL, LOCATION).replace(/^events \{\}\nhttp \{\n|\}\n$/g, ""));
    file("links/sites-enabled/.keep", "");
    symlinkSync("../sites-available/api", join(folder, "links/sites-enabled/api"));
    file("links/nginx.conf", "events {}\nhttp { include sites-enabled/*; }\n");
    const { err } = await lint([join(folder, "links")], "fix", "quiet");
    expect(err).toBe("uhc: wrote one fix in one file\n");
    const text = readFileSync(join(folder, "links/sites-available/api"), "utf8");
    expect(text.split("proxy_http_version").length).toBe(2);
  });

  it("heeds ignore comments and a selection", async () => {
    const ignored = http(
      POOL,
      `${LOCATION.replace("api;", "api; # uhc:ignore keepalive-misconfigured so it be")}`,
    );
    const path = file("heed.conf", ignored);
    await lint([path], "fix", "quiet");
    expect(readFileSync(path, "utf8")).toBe(ignored);
  });

  it("prints a patch for a dump, whose files are those of another machine, and writes none of them", async () => {
    const main = file("dump/nginx.conf", http(POOL, LOCATION));
    const before = readFileSync(main, "utf8");
    const dump = file("dump.txt", `# configuration file ${main}:\n${before}\n`);
    expect((await lint([dump], "fix", "dry-run")).out).toContain("+      proxy_http_version 1.1;\n");
    expect(await lint([dump], "fix")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/read from a dump/),
    });
    expect(readFileSync(main, "utf8")).toBe(before);
  });

  it("refuses what it can't do", async () => {
    expect(await lint(["-"], "fix")).toMatchObject({ code: 2, err: expect.stringMatching(/standard input/) });
    expect(await lint(["x"], "dry-run")).toMatchObject({ code: 2, err: expect.stringMatching(/give --fix/) });
    expect(await lint(["x"], "fix", "dry-run", "json")).toMatchObject({ code: 2 });
  });

  it.runIf(process.getuid?.() !== 0)("changes nothing where a file can't be written", async () => {
    const path = file("locked.conf", http(POOL, LOCATION));
    chmodSync(path, 0o444);
    expect(await lint([path], "fix")).toMatchObject({
      code: 3,
      err: expect.stringMatching(/can't be written/),
    });
  });

  it("leaves a change out of the patch that would show a secret beside it", async () => {
    const secret = 'proxy_set_header Authorization "Bearer abcdef0123456789abcdef";';
    const path = file("secret.conf", http(POOL, LOCATION.replace("api;", `api;\n      ${secret}`)));
    const { out, err } = await lint([path], "fix", "dry-run");
    expect(out + err).not.toContain("abcdef0123456789");
    expect(err).toMatch(/would show a secret beside it/);
    expect((await lint([path], "fix", "dry-run", "no-redact")).out).toContain("abcdef0123456789");
    writeFileSync(path, "");
  });
});
