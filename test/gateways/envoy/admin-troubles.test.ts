import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { envoyAdmin } from "../../../src/gateways/envoy/admin.ts";
import { adminProbe } from "../../../src/probes/admin.ts";
import { resolveProbe } from "../../../src/probes/dns/resolve.ts";
import { adminPlace } from "../../given/host.ts";
import { givenContext } from "../../probes/given-context.ts";

const INFO = { version: "0/1.30.1/Clean/RELEASE/BoringSSL", state: "LIVE", uptime_current_epoch: "90s" };
const CLUSTERS = {
  cluster_statuses: [
    {
      name: "api",
      host_statuses: [{ address: { socket_address: { address: "10.0.0.5", port_value: 80 } } }],
    },
  ],
};
const USUAL: Readonly<Record<string, string>> = {
  "/server_info": JSON.stringify(INFO),
  "/clusters": JSON.stringify(CLUSTERS),
  "/stats": "cluster.api.membership_total: 1\n",
  "/config_dump": '{"configs": []}',
  "/listeners": "{}",
  "/certs": '{"certificates": []}',
  "/init_dump": "{}",
};

const open: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const server of open.splice(0)) server.close();
  for (const socket of sockets) socket.destroy();
});

type Act = (response: ServerResponse) => void;

/** Asks an admin surface that answers as usual but for these paths. */
async function ask(trouble: Readonly<Record<string, Act>>, timeoutMs = 5_000) {
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    const [path = ""] = url.split("?");
    asked.push(path);
    const act = trouble[path] ?? trouble["*"] ?? ((one: ServerResponse) => one.end(USUAL[path]));
    act(response);
  });
  server.on("connection", (socket: Socket) => sockets.add(socket));
  open.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const probe = adminProbe(new Map([["envoy", envoyAdmin]]), resolveProbe());
  const request = { kind: "admin", gateway: "envoy", place: adminPlace(port, "/"), timeoutMs } as const;
  const [seen] = await probe(request, givenContext());
  if (seen?.kind !== "admin") throw new Error("nothing was measured");
  return { ...seen, asked };
}

const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Act =>
  (response) =>
    response.writeHead(code, headers).end();
const hang: Act = () => undefined;
const page: Act = (response) => response.end("<!doctype html><title>Sign in</title>");
const endless: Act = (response) => {
  const more = (): void => {
    while (!response.destroyed && response.write("x".repeat(1 << 20)));
  };
  response.on("drain", more);
  more();
};

describe("one path of an Envoy's admin surface that gives nothing leaves the rest as it is", () => {
  it.each<[string, string, Act, string]>([
    ["hangs", "/config_dump", hang, "no whole answer within 600 ms"],
    ["is a web page", "/clusters", page, "what answers is a web page"],
    ["wants a login", "/certs", status(401), "it answers 401: no access"],
    ["forbids", "/config_dump", status(403), "it answers 403: no access"],
    [
      "leads to a login",
      "/config_dump",
      status(302, { location: "https://login.example/" }),
      "it answers 302, which leads elsewhere, as to a login: no redirect is followed",
    ],
    ["fails", "/stats", status(500), "it answers 500"],
    [
      "breaks off",
      "/config_dump",
      (response) => response.end('{"configs": [{"@type": '),
      "its answer is no JSON: the text ends in the middle",
    ],
    [
      "closes",
      "/listeners",
      (response) => void response.socket?.destroy(),
      "closed before the answer was whole",
    ],
  ])("it %s", async (_, path, act, because) => {
    const { outcome, facts, asked } = await ask({ [path]: act }, 600);
    expect([outcome.kind, facts.unanswered]).toEqual(["answered", [{ path, because }]]);
    expect(asked).toEqual(Object.keys(USUAL));
    if (path !== "/clusters") expect(facts.peers).toHaveLength(1);
  });

  it("it never ends", async () => {
    const { outcome, facts } = await ask({ "/config_dump": endless }, 15_000);
    expect([outcome.kind, facts.unanswered]).toEqual([
      "answered",
      [{ path: "/config_dump", because: "its answer is larger than 64 MiB" }],
    ]);
  });

  it("nothing is said of paths that older releases do not have", async () => {
    const { facts } = await ask({ "/init_dump": status(404) });
    expect(facts.unanswered).toEqual([]);
  });

  it("two that hang are the last that are asked", async () => {
    const { outcome, asked, facts } = await ask({ "/clusters": hang, "/stats": hang }, 600);
    expect([outcome.kind, asked]).toEqual(["answered", ["/server_info", "/clusters", "/stats"]]);
    expect(facts.unanswered).toHaveLength(6);
  });
});

describe("an admin surface that gives nothing at all has its reason", () => {
  it.each<[string, Act, string, string]>([
    ["hangs", hang, "timed-out", "no whole answer within 600 ms"],
    ["is a web page", page, "rejected", "what answers is a web page, and no admin surface of Envoy"],
    ["wants a login", status(401), "rejected", "it answers 401: no access"],
    [
      "leads to a login",
      status(302, { location: "/login" }),
      "rejected",
      "it answers 302, which leads elsewhere, as to a login: no redirect is followed",
    ],
    [
      "breaks off",
      (response) => response.end('{"version": '),
      "rejected",
      "what answers is no admin surface of Envoy",
    ],
  ])("it %s", async (_, act, kind, reason) => {
    expect((await ask({ "*": act }, 600)).outcome).toMatchObject({ kind, reason });
  });
});
