import { execFile, execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diskReader } from "../../src/text/disk-reader.ts";
import {
  LARGEST_SOURCE_BYTES,
  readFileBytes,
  readSource,
  readSourceUntil,
} from "../../src/text/read-source.ts";
import { readerUntil, readerWith } from "../../src/text/source-reader.ts";

let folder = "";
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-read-"));
  mkdirSync(at("etc/on"), { recursive: true });
  mkdirSync(at("etc/available"));
  writeFileSync(at("good"), "events {}\n");
  writeFileSync(at("blank"), " \n\t\r\n");
  writeFileSync(at("binary"), Buffer.alloc(100, 1));
  writeFileSync(at("wide"), Buffer.from("\ufeffevents {}", "utf16le"));
  writeFileSync(at("secret"), "x");
  chmodSync(at("secret"), 0);
  writeFileSync(at("huge"), "");
  truncateSync(at("huge"), LARGEST_SOURCE_BYTES + 1);
  writeFileSync(at("etc/available/site"), "server {}\n");
  symlinkSync("/etc/available/site", at("etc/on/site"));
  symlinkSync("/etc/nowhere", at("etc/on/broken"));
  execFileSync("mkfifo", [at("pipe")]);
});
afterAll(() => rmSync(folder, { recursive: true }));

const isRoot = process.getuid?.() === 0;

describe("what the user names", () => {
  it("is read as bytes", () => {
    expect(readSource(at("good"))).toEqual(Buffer.from("events {}\n"));
  });
  it.each([
    ["none", "missing", "No such file or directory"],
    ["good/x", "missing", "Not a directory"],
    ["etc", "directory", "Is a directory"],
    ["blank", "empty", "is empty"],
    ["binary", "binary", "is binary data, not a config"],
    ["wide", "binary", "is UTF-16 text, not a config"],
    ["huge", "too-large", "is larger than 64 MiB"],
  ])("is refused with a reason: %s", (name, kind, reason) => {
    const answer = readSource(at(name));
    expect(answer).toMatchObject({ kind });
    expect(answer).toHaveProperty("message", expect.stringContaining(reason));
  });
  it.skipIf(isRoot)("is refused without the right to read it", () => {
    expect(readSource(at("secret"))).toMatchObject({ kind: "not-allowed", errno: "13: Permission denied" });
  });
});

describe("a pipe that the user names", () => {
  const ended = AbortSignal.abort();
  const never = new AbortController().signal;
  const silence = () => new PassThrough();

  it("is waited for until the run ends, since its writer may never come", async () => {
    expect(await readSourceUntil(at("pipe"), ended, silence)).toEqual({
      kind: "failed",
      errno: undefined,
      message: `${at("pipe")} did not end before the run did`,
    });
  });
  it("is read whole once its writer comes, however late", async () => {
    const answer = readSourceUntil(at("pipe"), never, silence);
    execFile("sh", ["-c", 'echo "events {}" > "$0"', at("pipe")]);
    expect(await answer).toEqual(Buffer.from("events {}\n"));
  });
  it("is left to other work while it is silent", async () => {
    const ending = new AbortController();
    setImmediate(() => ending.abort());
    expect(await readSourceUntil(at("pipe"), ending.signal, silence)).toMatchObject({ kind: "failed" });
  });
  it("may be standard input", async () => {
    const from = (...chunks: string[]) => Readable.from(chunks.map((one) => Buffer.from(one)));
    const read = (stream: Readable, until = never) => readSourceUntil("-", until, () => stream);
    expect(await read(from("events ", "{}"))).toEqual(Buffer.from("events {}"));
    expect(await read(from("  "))).toMatchObject({ kind: "empty", message: "standard input is empty" });
    expect(await read(silence(), ended)).toMatchObject({
      message: "standard input did not end before the run did",
    });
    const chunk = Buffer.alloc(LARGEST_SOURCE_BYTES, "a");
    expect(await read(Readable.from([chunk, chunk]))).toMatchObject({ kind: "too-large" });
    const broken = new PassThrough();
    broken.destroy(Object.assign(new Error("x"), { code: "EISDIR" }));
    expect(await read(broken)).toMatchObject({ kind: "directory" });
  });
  it("does not delay what is a file", async () => {
    expect(await readSourceUntil(at("good"), ended, silence)).toEqual(Buffer.from("events {}\n"));
  });
});

describe("what a config names", () => {
  it("may be empty", () => {
    expect(readFileBytes(at("blank"), "x")).toHaveLength(5);
  });
  it("is empty when it is no regular file, and never waits for a pipe's writer", () => {
    expect(readFileBytes("/dev/null", "x")).toHaveLength(0);
    expect(readFileBytes(at("pipe"), "x")).toHaveLength(0);
  });
  it("is named in a failure by the path that the config has", () => {
    expect(readFileBytes(at("none"), "/etc/x")).toMatchObject({
      message: "/etc/x: No such file or directory",
    });
  });
});

describe("a reader of files", () => {
  it("looks paths up under a folder and gives them as the config writes them", () => {
    const reader = diskReader(folder);
    expect(reader.find("/etc/on/*")).toEqual(["/etc/on/broken", "/etc/on/site"]);
    expect(reader.read("/etc/on/site")).toEqual(Buffer.from("server {}\n"));
    expect(reader.read("/etc/on/broken")).toMatchObject({ kind: "missing" });
  });
  it("uses this host's own paths without one", () => {
    const reader = diskReader(undefined);
    expect(reader.find(at("goo?"))).toEqual([at("good")]);
    expect(reader.read(at("etc"))).toMatchObject({ kind: "directory" });
  });
  it("opens and finds nothing any more once the run is over", () => {
    let isOver = false;
    const reader = readerUntil(diskReader(undefined), () => isOver);
    expect(reader.read(at("good"))).toHaveLength(10);
    isOver = true;
    expect(reader.find(at("goo?"))).toEqual([]);
    expect(reader.read(at("good"))).toMatchObject({
      kind: "failed",
      message: expect.stringContaining("before the run ended"),
    });
  });
  it("can be given one file that was read before", () => {
    const reader = readerWith(diskReader(undefined), "/stdin", Buffer.from("x"));
    expect(reader.read("/stdin")).toHaveLength(1);
    expect(reader.read(at("good"))).toHaveLength(10);
  });
});
