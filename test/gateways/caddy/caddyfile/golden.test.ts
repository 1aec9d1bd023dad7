import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { adaptCaddyfile } from "../../../../src/gateways/caddy/caddyfile/adapt.ts";
import { readerWith, type SourceReader } from "../../../../src/text/source-reader.ts";

const pairs = join(
  process.env.UHC_CORPUS ?? "",
  "caddy/caddyserver__caddy/caddytest/integration/caddyfile_adapt",
);
const isThere = process.env.UHC_CORPUS !== undefined && existsSync(pairs);

/** Pairs of which the result is another one, and why. */
const OTHERS: ReadonlyMap<RegExp, string> = new Map([
  [/dns|wildcard_pattern/, "providers of DNS are modules of others: their words are kept as they stand"],
  [/tls_client_auth.*(?:cert_file-legacy|leaf_trust)/, "Caddy reads the certificates, uhc keeps their names"],
  [/import/, "the files that are imported lie beside the pairs"],
]);

const nothing: SourceReader = {
  read: (path) => ({ kind: "missing", errno: undefined, message: `${path} is missing` }),
  find: () => [],
  knowsAllFiles: true,
};

function readPair(file: string) {
  const text = readFileSync(join(pairs, file), "utf8").replaceAll("\r\n", "\n");
  const [input = "", ...rest] = text.split("\n----------\n");
  const expected = rest.join("\n----------\n").trim();
  const content = new TextEncoder().encode(`${input}\n`);
  const adapted = adaptCaddyfile({
    mainFile: "Caddyfile",
    reader: readerWith(nothing, "Caddyfile", content),
    environment: new Map(),
  });
  return { expected, adapted };
}

/** Whether uhc and Caddy say the same of a pair. */
function agrees(file: string): boolean {
  const { expected, adapted } = readPair(file);
  const [problem] = adapted.problems;
  if (!expected.startsWith("{")) return problem !== undefined;
  if (problem !== undefined) return false;
  try {
    expect(JSON.parse(adapted.tree?.text ?? "null")).toEqual(JSON.parse(expected));
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!isThere)("the pairs that Caddy itself is tested with", () => {
  it("give the same JSON, or are refused", { timeout: 60_000 }, () => {
    const files = readdirSync(pairs).filter((name) => name.endsWith(".caddyfiletest"));
    const others = files.filter((file) => !agrees(file));
    const isKnown = (file: string): boolean => [...OTHERS.keys()].some((rule) => rule.test(file));
    expect(others.filter((file) => !isKnown(file))).toEqual([]);
    expect(files.length).toBeGreaterThan(100);
    expect(others.length * 10).toBeLessThan(files.length);
  });
});
