import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { envoyAdmin } from "../../../src/gateways/envoy/admin.ts";
import { adminProbe } from "../../../src/probes/admin.ts";
import { resolveProbe } from "../../../src/probes/dns/resolve.ts";
import { adminPlace } from "../../given/host.ts";
import { givenContext } from "../../probes/given-context.ts";
import { corpusFiles, readCorpus } from "./read/corpus.ts";

/** Dumps that others took of Envoys that ran. */
const dumps = corpusFiles("envoy-admin", /\.json$/).filter((file) =>
  /"configs"\s*:\s*\[\s*\{/.test(readFileSync(file, "utf8").slice(0, 2_000)),
);
const INFO = '{"version": "0/1.30.1/Clean/RELEASE/BoringSSL", "state": "LIVE"}';

/** What an Envoy with this dump says of itself, asked over HTTP. */
async function replayed(dump: Buffer) {
  const server = createServer(({ url = "" }, response) => {
    if (url.startsWith("/config_dump")) response.end(dump);
    else response.end(url.startsWith("/server_info") ? INFO : "{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const probe = adminProbe(new Map([["envoy", envoyAdmin]]), resolveProbe());
  const request = {
    kind: "admin",
    gateway: "envoy",
    place: adminPlace(port, "/"),
    timeoutMs: 30_000,
  } as const;
  const [seen] = await probe(request, givenContext());
  server.close();
  if (seen?.kind !== "admin") throw new Error("nothing was measured");
  return seen;
}

describe.skipIf(dumps.length === 0)("dumps of Envoys that ran", () => {
  it.each(dumps)("%s is understood whole", async (file) => {
    const { outcome, facts } = await replayed(readFileSync(file));
    expect([outcome.kind, facts.unanswered]).toEqual(["answered", []]);
    const known = new Map(readCorpus(file).upstreams.map((one) => [one.id, one]));
    for (const { id } of facts.running?.upstreams ?? []) expect(known.has(id), id).toBe(true);
  });
});
