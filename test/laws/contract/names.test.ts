import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEMO_CA, GOOD_CERTIFICATE } from "../../../src/demo/certificates.ts";
import { closedPort } from "../../../src/demo/closed-port.ts";
import { httpsService } from "../../../src/demo/https-service.ts";
import { a } from "../../probes/dns/name-server.ts";
import {
  blamed,
  causeIn,
  endpointsIn,
  group,
  pages,
  portOf,
  resolver,
  route,
  service,
  site,
  told,
  upstreamIn,
} from "./world.ts";

const unasked = { probes: false };

describe("Names: endpoint", () => {
  it("is the configured host with the effective port always written, without scheme", async () => {
    const report = await told(async () => ({
      http:
        group("api", "10.0.0.5", "[::1]", "app.internal:8080", "unix:/run/app.sock") +
        site(
          route("/a/", "http://api"),
          route("/b/", "http://one.internal"),
          route("/c/", "https://two.internal/x/"),
          route("/d/", "http://[::1]:9000"),
        ),
      settings: unasked,
    }));
    expect(endpointsIn(report).map(({ endpoint }) => endpoint)).toEqual([
      "10.0.0.5:80",
      "[::1]:80",
      "app.internal:8080",
      "unix:/run/app.sock",
      "one.internal:80",
      "two.internal:443",
      "[::1]:9000",
    ]);
  });

  it("is the port of the server line where the group is asked over TLS, which nginx does not change to 443", async () => {
    const report = await told(async () => ({
      http: group("api", "10.0.0.5") + site(route("/", "https://api")),
      settings: unasked,
    }));
    expect(endpointsIn(report).map(({ endpoint }) => endpoint)).toEqual(["10.0.0.5:80"]);
  });

  it("of a name with several addresses gives several rows with the same endpoint and different addresses", async () => {
    const report = await told(async (stage) => {
      const { port } = await service(stage);
      const dns = await resolver(stage, (name, type) => ({
        answers: type === "A" ? [a(name, "127.0.0.1")] : [{ type: "AAAA", name, data: "::1", ttl: 60 }],
      }));
      return {
        http: group("api", `app.test:${port}`) + site(route("/", "http://api")),
        settings: { resolvers: [dns.address] },
      };
    });
    const rows = endpointsIn(report).map(({ endpoint, address }) => [
      endpoint.replace(/\d+$/, "PORT"),
      address,
    ]);
    expect(rows).toEqual([
      ["app.test:PORT", "127.0.0.1"],
      ["app.test:PORT", "::1"],
    ]);
  });
});

describe("Names: upstream", () => {
  it("is the nginx block or what is written in *_pass: host:port, unix:/path, the variable", async () => {
    const report = await told(async () => ({
      http:
        group("api", "10.0.0.5:80") +
        site(
          route("/a/", "http://api"),
          route("/b/", "http://10.0.0.6:8080/x/"),
          route("/c/", "http://unix:/run/app.sock:/uri/"),
          route("/d/", "http://$backend"),
          route("/e/", "https://app.internal"),
          "    location /f/ { fastcgi_pass 10.0.0.7:9000; }\n",
          "    location /g/ { fastcgi_pass unix:/run/php.sock; }\n",
        ),
      settings: unasked,
    }));
    expect(report.upstreams.map(({ name }) => name).sort()).toEqual([
      "$backend",
      "10.0.0.6:8080",
      "10.0.0.7:9000",
      "api",
      "app.internal",
      "unix:/run/app.sock",
      "unix:/run/php.sock",
    ]);
  });
});

describe("Names: a bare target", () => {
  it("has gateway none, itself as upstream and host:port as endpoint", async () => {
    let target = "";
    const report = await told(async (stage) => {
      target = `http://${(await service(stage)).at}/health?full=1`;
      return { settings: { targets: [target] } };
    });
    expect(report.inputs.map(({ gateway }) => gateway)).toEqual(["none"]);
    expect(
      report.upstreams.map(({ name, gateway, endpoints }) => [name, gateway, endpoints[0]?.endpoint]),
    ).toEqual([[target, "none", new URL(target).host]]);
  });

  it("has gateway none also where there are several", async () => {
    const report = await told(async (stage) => {
      const targets = [
        await closedPort(stage),
        `http://${(await service(stage)).at}/`,
        await closedPort(stage),
      ];
      return { settings: { targets } };
    });
    expect(report.upstreams.map(({ gateway, state }) => [gateway, state])).toEqual([
      ["none", "down"],
      ["none", "healthy"],
      ["none", "down"],
    ]);
    const all = [
      ...report.causes.flatMap(({ subjects }) => subjects),
      ...report.checks.map((one) => one.subject),
    ];
    expect(new Set(all.map(({ gateway }) => gateway))).toEqual(new Set(["none"]));
  });

  it("is shown without the credentials that stand in it", async () => {
    const report = await told(async (stage) => {
      const { at } = await service(stage, pages({}));
      return { settings: { targets: [`http://bob:hunter2@${at}/`], healthPath: "/gone" } };
    });
    expect(JSON.stringify(report)).not.toMatch(/hunter2|bob/);
    expect(report.upstreams[0]?.name).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  it("that is a URL is asked as curl asks: HTTP/1.1, its own host and path, its credentials as Basic", async () => {
    let asked: Awaited<ReturnType<typeof service>>["asked"] = [];
    let at = "";
    const report = await told(async (stage) => {
      const one = await service(stage);
      ({ asked, at } = one);
      return { settings: { targets: [`http://bob:hunter2@${one.at}/a/b?c=d`] } };
    });
    expect(report.verdict).toBe("healthy");
    expect(asked.map(({ method, path, httpVersion }) => [method, path, httpVersion])).toEqual([
      ["GET", "/a/b?c=d", "1.1"],
    ]);
    expect(asked[0]?.headers).toMatchObject({
      host: at,
      accept: "*/*",
      authorization: `Basic ${Buffer.from("bob:hunter2").toString("base64")}`,
    });
  });

  it("that is an https URL is verified against --ca or system trust", async () => {
    const asked = (withCa: boolean) =>
      told(async (stage) => {
        const ca = await stage.write("ca.pem", DEMO_CA);
        const port = portOf(await httpsService(stage, GOOD_CERTIFICATE));
        const dns = await resolver(stage, (name, type) => ({
          answers: type === "A" ? [a(name, "127.0.0.1")] : [],
        }));
        const targets = [`https://api.demo.test:${port}/`];
        const settings = { targets, resolvers: [dns.address] };
        return { settings: withCa ? { ...settings, caFile: ca } : settings };
      });
    const distrusted = await asked(false);
    expect([distrusted.verdict, blamed(distrusted)[0]]).toEqual(["down", "root tls-certificate-untrusted"]);
    const trusted = await asked(true);
    expect([trusted.verdict, blamed(trusted)]).toEqual(["healthy", []]);
  });

  it("that is host:port is a TCP question: an open port is healthy, whatever speaks there", async () => {
    const report = await told(async (stage) => {
      const silent = await stage.listen(createServer());
      const greets = await stage.listen(createServer((socket) => void socket.write("SSH-2.0-x\r\n")));
      const fails = (await service(stage, pages({ "/": 500 }))).at;
      return { settings: { targets: [silent, greets, fails], timeoutMs: 300 } };
    });
    expect(report.upstreams.map(({ state }) => state)).toEqual(["healthy", "healthy", "healthy"]);
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
  });

  it("that is unix:/path has the socket as upstream and endpoint", async () => {
    const report = await told(async (stage) => {
      const path = join(stage.folder, "app.sock");
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(path, resolve));
      stage.onClose(() => server.close());
      return { settings: { targets: [`unix:${path}`] } };
    });
    const [only] = report.upstreams;
    expect(only?.name).toMatch(/^unix:\/.*app\.sock$/);
    expect([only?.endpoints[0]?.endpoint, report.verdict]).toEqual([only?.name, "healthy"]);
  });

  it("may be the name of an upstream in the config, which alone is then asked", async () => {
    let other = 0;
    const report = await told(async (stage) => {
      const one = await service(stage);
      const two = await service(stage, (_request, response) => {
        other += 1;
        response.end();
      });
      return {
        http:
          group("api", one.at) +
          group("web", two.at) +
          site(route("/api/", "http://api"), route("/", "http://web")),
        settings: { targets: ["api"] },
      };
    });
    expect([upstreamIn(report, "api").state, other]).toEqual(["healthy", 0]);
    expect(report.verdict).toBe("healthy");
  });

  it("may stand beside the name of an upstream: then both are asked", async () => {
    const report = await told(async (stage) => {
      const one = await service(stage);
      const two = await service(stage);
      return {
        http: group("api", one.at) + group("web", two.at) + site(route("/", "http://api")),
        settings: { targets: ["api", `http://${two.at}/`] },
      };
    });
    expect(report.upstreams.map(({ gateway, state }) => [gateway, state])).toEqual([
      ["nginx", "healthy"],
      ["none", "healthy"],
    ]);
  });

  it("that is refused is blamed under its own name", async () => {
    const report = await told(async (stage) => ({ settings: { targets: [await closedPort(stage)] } }));
    const [subject] = causeIn(report, "port-refused").subjects;
    expect(subject).toEqual({ gateway: "none", upstream: subject?.endpoint, endpoint: subject?.endpoint });
    expect(report.verdict).toBe("down");
  });
});
