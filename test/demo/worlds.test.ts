import { afterEach, describe, expect, it } from "vitest";
import { DEMO_CA } from "../../src/demo/certificates.ts";
import { SCENARIOS, type World } from "../../src/demo/index.ts";
import { ask, endpointsOf, knock, say } from "./ask.ts";

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

async function enter(id: string): Promise<(upstream: string) => string[]> {
  const world = await SCENARIOS.find((scenario) => scenario.id === id)?.start();
  if (world === undefined) throw new Error(`no scenario ${id}`);
  worlds.push(world);
  return (upstream) => endpointsOf(world, upstream);
}

function askAll(endpoints: readonly string[], path?: string, tls?: Parameters<typeof ask>[2]) {
  return Promise.all(endpoints.map((endpoint) => ask(endpoint, path, tls)));
}

describe("the network", () => {
  it("refused-port refuses, and its neighbours serve", async () => {
    const of = await enter("refused-port");
    expect(await askAll(of("orders"))).toEqual(["ECONNREFUSED"]);
    expect(await askAll(of("web"))).toEqual([200, 200]);
  });

  it("one-refused refuses at one of three", async () => {
    const of = await enter("one-refused");
    expect(await askAll(of("orders"), "/orders/")).toEqual([200, "ECONNREFUSED", 200]);
  });

  it("black-hole neither opens nor refuses, time after time", async () => {
    const of = await enter("black-hole");
    const [search = ""] = of("search");
    expect(await knock(search)).toBe("silence");
    expect(await Promise.all([knock(search), knock(search)])).toEqual(["silence", "silence"]);
    expect(await askAll(of("web"))).toEqual([200]);
  });
});

describe("TLS", () => {
  const api = { ca: DEMO_CA, servername: "api.demo.test" };

  it("expired-certificate fails on its date, and on nothing else", async () => {
    const of = await enter("expired-certificate");
    expect(await askAll(of("api"), "/api/", api)).toEqual(["CERT_HAS_EXPIRED", "CERT_HAS_EXPIRED"]);
    expect(await askAll(of("api"), "/api/", { ...api, rejectUnauthorized: false })).toEqual([200, 200]);
  });

  it("wrong-name fails on its name, and on nothing else", async () => {
    const of = await enter("wrong-name");
    const asking = (servername: string) => askAll(of("payments.demo.test"), "/", { ca: DEMO_CA, servername });
    expect(await asking("payments.demo.test")).toEqual(["ERR_TLS_CERT_ALTNAME_INVALID"]);
    expect(await asking("billing.demo.test")).toEqual([200]);
    expect(await askAll(of("api.demo.test"), "/", api)).toEqual([200]);
  });

  it.each(["TLSv1.2", "TLSv1.3"] as const)(
    "sni-required sends alert 40 without the name in %s",
    async (version) => {
      const of = await enter("sni-required");
      const only = { ca: DEMO_CA, minVersion: version, maxVersion: version };
      // Node.js sends no server name to an address.
      expect(await askAll(of("api"), "/api/", only)).toEqual(["alert number 40", "alert number 40"]);
      expect(await askAll(of("api"), "/api/", { ...only, servername: "other.demo.test" })).toEqual([
        "alert number 40",
        "alert number 40",
      ]);
      expect(await askAll(of("api"), "/api/", { ...only, servername: "api.demo.test" })).toEqual([200, 200]);
    },
  );

  it("plaintext-to-tls-port hangs up on plain HTTP without a word", async () => {
    const of = await enter("plaintext-to-tls-port");
    const [accounts = ""] = of("accounts");
    expect(await say(accounts, "GET /accounts/ HTTP/1.0\r\n\r\n")).toBe("");
    expect(await ask(accounts, "/accounts/", api)).toBe(200);
  });

  it("tls-to-plaintext-port answers a handshake in HTTP", async () => {
    const of = await enter("tls-to-plaintext-port");
    const [accounts = ""] = of("accounts");
    const handshakeRecord = Uint8Array.of(0x16, 0x03, 0x01, 0x00, 0x01, 0x01);
    expect(await say(accounts, handshakeRecord)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(await ask(accounts, "/", api)).toBe("wrong version number");
    expect(await ask(accounts, "/accounts/")).toBe(200);
  });
});

describe("the application", () => {
  it("slow-answer answers, and later than the gateway waits", async () => {
    const of = await enter("slow-answer");
    const before = performance.now();
    expect(await askAll(of("reports"), "/reports/")).toEqual([200]);
    expect(performance.now() - before).toBeGreaterThan(1000);
  });

  it("wrong-health-path is there, but for its health path", async () => {
    const of = await enter("wrong-health-path");
    expect(await askAll(of("catalog"), "/healthz")).toEqual([404, 404]);
    expect(await askAll(of("catalog"), "/catalog/")).toEqual([200, 200]);
    expect(await askAll(of("web"), "/healthz")).toEqual([200]);
  });

  it("application-error answers 500", async () => {
    const of = await enter("application-error");
    expect(await askAll(of("basket"), "/basket/")).toEqual([500, 500]);
  });

  it("wrong-service speaks SSH, whatever it is asked", async () => {
    const of = await enter("wrong-service");
    const [images = ""] = of("images");
    expect(await say(images, "GET /images/ HTTP/1.0\r\n\r\n")).toMatch(/^SSH-2\.0-OpenSSH_\S+/);
  });

  it("healthy serves wherever traffic goes", async () => {
    const of = await enter("healthy");
    expect(await askAll(of("web"))).toEqual([200, 200, "ECONNREFUSED", 200]);
    expect(await askAll(of("assets"))).toEqual([404]);
    expect(await askAll(of("admin"))).toEqual([401]);
    const tls = { ca: DEMO_CA, servername: "api.demo.test" };
    expect(await askAll(of("api.demo.test"), "/", tls)).toEqual([200]);
  });
});
