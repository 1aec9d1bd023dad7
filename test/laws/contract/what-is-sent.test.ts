import { spawn } from "node:child_process";
import { createServer as createHttp2Server } from "node:http2";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { VERSION } from "../../../src/cli/version.ts";
import { answer } from "../../../src/demo/answer.ts";
import { DEMO_CA, GOOD_CERTIFICATE } from "../../../src/demo/certificates.ts";
import { closedPort } from "../../../src/demo/closed-port.ts";
import { httpsService } from "../../../src/demo/https-service.ts";
import { openStage, type Stage } from "../../../src/demo/stage.ts";
import { a } from "../../probes/dns/name-server.ts";
import {
  type Asked,
  blamed,
  group,
  linted,
  pages,
  portOf,
  rawService,
  resolver,
  route,
  service,
  site,
  told,
} from "./world.ts";

const SAFE = ["GET", "HEAD", "OPTIONS"];

/** An HTTP request line, the preface of HTTP/2, a TLS record, a PROXY header, or the same GET for FastCGI and uwsgi. */
const OPENING =
  /^(?:(?:GET|HEAD|OPTIONS) \S+ HTTP\/1\.[01]\r\n|PRI \* HTTP\/2\.0\r\n|\x16\x03|PROXY |\r\n\r\n\0\r\nQUIT\n|[\x00\x01][\s\S]{1,40}REQUEST_METHOD[^A-Z]{0,2}GET)/;

afterEach(() => vi.unstubAllEnvs());

describe("What is sent: methods", () => {
  it.each([200, 302, 400, 401, 404, 405, 426, 429, 500, 501, 503, 505])(
    "GET, HEAD and OPTIONS and nothing else, whatever the service answers: %d",
    async (status) => {
      const asked: Asked[] = [];
      await told(async (stage) => {
        const one = await service(stage, answer(status, {}));
        const two = await service(stage, answer(status, {}));
        stage.onClose(() => void asked.push(...one.asked, ...two.asked));
        return {
          http:
            group("api", one.at) +
            group("web", two.at) +
            site(route("/app/", "http://api/"), route("/", "http://web", "proxy_method POST;")),
          settings: { expectStatus: [{ from: 200, to: 204 }] },
        };
      });
      expect(asked.length).toBeGreaterThan(1);
      expect(asked.map(({ method }) => method).filter((method) => !SAFE.includes(method))).toEqual([]);
    },
  );

  it("also for a health path that takes none of them", async () => {
    const asked: Asked[] = [];
    await told(async (stage) => {
      const one = await service(stage, answer(405, {}));
      stage.onClose(() => void asked.push(...one.asked));
      return {
        http: group("api", one.at) + site(route("/", "http://api")),
        settings: { healthPath: "/healthz" },
      };
    });
    expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(SAFE));
  });

  it.each([undefined, "\x15\x03\x01\x00\x02\x02\x46", "SSH-2.0-OpenSSH_9\r\n", "-ERR unknown command\r\n"])(
    "also to what speaks no HTTP (%j): a request, in HTTP or FastCGI or uwsgi, or the start of TLS or HTTP/2",
    async (reply) => {
      let heard: readonly string[] = [];
      await told(async (stage) => {
        const one = await rawService(stage, reply);
        heard = one.heard;
        return { http: group("api", one.at) + site(route("/", "http://api")) };
      });
      expect(heard.length).toBeGreaterThan(0);
      for (const bytes of heard) expect(bytes).toMatch(OPENING);
    },
  );

  it("the exact request of a check that the config declares", async () => {
    let heard: readonly string[] = [];
    const report = await told(async (stage) => {
      const one = await rawService(stage, "HTTP/1.0 200 OK\r\n\r\n");
      heard = one.heard;
      const check =
        'check interval=3000 type=http;\n    check_http_send "PURGE /status?x=1 HTTP/1.0\\r\\nHost: probe\\r\\n\\r\\n";';
      return {
        http: `upstream api {\n    server ${one.at};\n    ${check}\n}\n${site(route("/", "http://api"))}`,
        settings: { root: "/" },
      };
    });
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
    expect(heard).toEqual(["PURGE /status?x=1 HTTP/1.0\r\nHost: probe\r\n\r\n"]);
  });

  it("gRPC health Check, and no other call, to a gRPC service", async () => {
    const called: string[] = [];
    await told(async (stage) => {
      const server = createHttp2Server();
      server.on("stream", (stream, headers) => {
        called.push(`${headers[":method"]} ${headers[":path"]}`);
        stream.respond(
          { ":status": 200, "content-type": "application/grpc", "grpc-status": "12" },
          { endStream: true },
        );
      });
      return {
        http:
          group("api", await stage.listen(server)) +
          site("    location /shop.Orders/ { grpc_pass grpc://api; }\n"),
      };
    });
    expect(called.length).toBeGreaterThan(0);
    for (const call of called)
      expect(call).toMatch(/^(?:POST \/grpc\.health\.v1\.Health\/Check|(?:GET|HEAD|OPTIONS) \S+)$/);
  });
});

describe("What is sent: nothing follows from an answer", () => {
  it.each([301, 302, 303, 307, 308])("no redirect is followed: %d", async (status) => {
    let followed: readonly Asked[] = [];
    await told(async (stage) => {
      const trap = await service(stage);
      followed = trap.asked;
      const { at } = await service(stage, (_request, response) => {
        response.writeHead(status, { location: `http://${trap.at}/away` }).end();
      });
      return {
        http: group("api", at) + site(route("/", "http://api")),
        settings: {
          healthPath: "/healthz",
          expectStatus: [{ from: 200, to: 200 }],
          targets: [`http://${at}/`],
        },
      };
    });
    expect(followed).toEqual([]);
  });

  it("User-Agent is uhc/<version>, also where the config names another and in varied requests", async () => {
    const asked: Asked[] = [];
    await told(async (stage) => {
      const one = await service(stage, pages({}));
      const two = await service(stage, answer(500, {}));
      stage.onClose(() => void asked.push(...one.asked, ...two.asked));
      return {
        http:
          group("api", one.at) +
          group("web", two.at) +
          site(
            route("/app/", "http://api/", 'proxy_set_header User-Agent "curl/8";'),
            route("/", "http://web"),
          ),
      };
    });
    expect(asked.length).toBeGreaterThan(2);
    expect(new Set(asked.map(({ headers }) => headers["user-agent"]))).toEqual(new Set([`uhc/${VERSION}`]));
  });
});

describe("What is sent: the environment does not change what is asked", () => {
  it("HTTP_PROXY, HTTPS_PROXY and ALL_PROXY", async () => {
    let proxied: readonly Asked[] = [];
    let direct: readonly Asked[] = [];
    const report = await told(async (stage) => {
      const proxy = await service(stage);
      const one = await service(stage);
      proxied = proxy.asked;
      direct = one.asked;
      for (const name of ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
        vi.stubEnv(name, `http://${proxy.at}`);
      return {
        http: group("api", one.at) + site(route("/", "http://api")),
        settings: { targets: [`http://${one.at}/x`] },
      };
    });
    expect([report.verdict, proxied.length, direct.length]).toEqual(["healthy", 0, 2]);
  });

  const overTls = async (stage: Stage) => {
    const port = portOf(await httpsService(stage, GOOD_CERTIFICATE));
    const dns = await resolver(stage, (name, type) => ({
      answers: type === "A" ? [a(name, "127.0.0.1")] : [],
    }));
    return { targets: [`https://api.demo.test:${port}/`], resolvers: [dns.address] };
  };

  it("NODE_TLS_REJECT_UNAUTHORIZED", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const report = await told(async (stage) => ({ settings: await overTls(stage) }));
    expect([report.verdict, blamed(report)[0]]).toEqual(["down", "root tls-certificate-untrusted"]);
  });

  it("NODE_EXTRA_CA_CERTS, which Node.js reads when it starts", async () => {
    const stage = await openStage();
    try {
      const ca = await stage.write("ca.pem", DEMO_CA);
      const { targets, resolvers } = await overTls(stage);
      const bin = fileURLToPath(new URL("../../../bin/uhc.js", import.meta.url));
      const args = ["diagnose", ...targets, "--resolver", resolvers[0] ?? "", "--json"];
      const env = { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: ca };
      const child = spawn(process.execPath, [bin, ...args], { env, stdio: ["ignore", "pipe", "ignore"] });
      let text = "";
      child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      const code = await new Promise((resolve) => child.on("close", resolve));
      expect([code, JSON.parse(text).causes[0].id]).toEqual([1, "tls-certificate-untrusted"]);
    } finally {
      await stage.close();
    }
  });
});

describe("What is sent: in lint nothing", () => {
  it("outside the config and its includes is looked up or reported missing", async () => {
    let contacted = 0;
    const stage = await openStage();
    try {
      const one = await service(stage, (_request, response) => {
        contacted += 1;
        response.end();
      });
      const dns = await resolver(stage, () => ({ rcode: 3 }));
      const { report } = await linted(
        group("api", one.at, "no-such-host.invalid:80", "unix:/no/such.sock", await closedPort(stage)) +
          site(
            `    resolver ${dns.address};\n`,
            route("/", "http://api"),
            route(
              "/tls/",
              "https://api",
              "proxy_ssl_verify on;",
              "proxy_ssl_trusted_certificate /no/such/ca.pem;",
              "proxy_ssl_certificate /no/such/cert.pem;",
              "proxy_ssl_certificate_key /no/such/key.pem;",
            ),
            '    location /v/ { set $b "no-such-host.invalid"; proxy_pass http://$b; }\n',
            "    location = /page { return 204; access_log /no/such/folder/access.log; }\n",
          ),
      );
      expect([contacted, dns.asked.length, blamed(report)]).toEqual([0, 0, []]);
      expect(JSON.stringify(report.causes)).not.toMatch(/no such file|does not exist|ENOENT/i);
    } finally {
      await stage.close();
    }
  });
});
