import { describe, expect, it } from "vitest";
import { apiOf, backendOf } from "../given.ts";

const check = (lines: string, options = "", version?: string) =>
  apiOf(backendOf(`${lines}\n    server one 10.0.0.1:80 check ${options}`, "", version)).healthCheck;

describe("a health check of HAProxy", () => {
  it("is a connection every two seconds, three failures down and two up", () => {
    expect(check("")).toMatchObject({
      protocol: "tcp",
      intervalMs: { value: 2_000, isDefault: true },
      timeoutMs: { value: 2_000, isDefault: true },
      unhealthyAfter: { value: 3 },
      healthyAfter: { value: 2 },
      tls: "none",
    });
  });

  it.each([
    ["option httpchk", ["OPTIONS", "/", "1.0", ""]],
    ["option httpchk /h", ["OPTIONS", "/h", "1.0", ""]],
    ["option httpchk GET /h", ["GET", "/h", "1.0", ""]],
    ["option httpchk GET /h HTTP/1.1\\r\\nHost:\\ www.x", ["GET", "/h", "1.1", "www.x"]],
    ["option httpchk GET /a\nhttp-check send hdr Host q", ["GET", "/a", "1.0", "q"]],
    [
      "option httpchk\nhttp-check send meth HEAD uri /x ver HTTP/1.1 hdr Host ww",
      ["HEAD", "/x", "1.1", "ww"],
    ],
  ])("%s", (lines, [method, path, version, host]) => {
    const read = check(lines);
    expect(read).toMatchObject({ protocol: "http", isBare: true });
    expect([read?.method.value, read?.path.value, read?.httpVersion?.value, read?.host?.value]).toEqual([
      method,
      path,
      version,
      host,
    ]);
  });

  it.each([
    ["", [[200, 399]]],
    ["http-check expect status 200", [[200, 200]]],
    [
      "http-check expect status 200,204-206",
      [
        [200, 200],
        [204, 206],
      ],
    ],
    [
      "http-check expect rstatus ^[24]",
      [
        [200, 299],
        [400, 499],
      ],
    ],
    ["http-check expect ! rstatus ^5", [[100, 499]]],
    [
      "http-check expect comment x ! status 500",
      [
        [100, 499],
        [501, 599],
      ],
    ],
    ["http-check expect string ready", [[100, 599]]],
  ])("expects %j", (rule, ranges) => {
    const read = check(`option httpchk GET /\n${rule}`);
    expect(read?.expectStatus.value.map(({ from, to }) => [from, to])).toEqual(ranges);
    expect(read?.expectBody?.value).toEqual(rule.includes("string") ? ["ready"] : undefined);
  });

  it.each([
    ["rstring ^(ok|ready)$", { kind: "pattern", text: "^(ok|ready)$", isNegated: false }],
    ["! string down", { kind: "text", text: "down", isNegated: true }],
    ["! rstring ^err", { kind: "pattern", text: "^err", isNegated: true }],
  ])("expects of the body %j", (rule, value) => {
    const read = check(`option httpchk GET /\nhttp-check expect ${rule}`);
    expect(read?.expectBodyRule?.value).toEqual(value);
    expect(read?.expectBody).toBeUndefined();
  });

  it("goes over TLS where the traffic does, unless it has a port of its own", () => {
    const tls = "ssl verify none sni str(a) ";
    expect(check("", tls)?.tls).toMatchObject({ verify: { value: false } });
    expect(check("", `${tls}port 81`)?.tls).toBe("none");
    expect(check("", `${tls}port 81 check-ssl`)?.tls).not.toBe("none");
    expect(check("", `${tls}no-check-ssl`)?.tls).not.toBe("none");
  });

  it("names no server in its handshake unless told to, up to 3.3", () => {
    const lines = "option httpchk\nhttp-check send meth GET uri / hdr Host api.internal";
    const name = (options: string, version?: string) =>
      check(lines, `ssl verify none ${options}`, version)?.serverName?.value;
    expect(name("sni str(api.internal)")).toEqual({ kind: "none" });
    expect(name("check-sni api.internal")).toEqual({ kind: "name", name: ["api.internal"] });
    expect(name("", "3.3.1")).toEqual({ kind: "name", name: ["api.internal"] });
  });

  it("sends the PROXY header as the traffic does, or by its own word", () => {
    expect(check("", "send-proxy")?.proxyProtocol?.value).toBe(1);
    expect(check("", "send-proxy port 81")?.proxyProtocol?.value).toBe(0);
    expect(check("", "send-proxy-v2 port 81 check-send-proxy")?.proxyProtocol?.value).toBe(2);
    expect(check("", "check-send-proxy")?.proxyProtocol?.value).toBe(1);
  });

  it("connects as a rule of its own says, and not as the server's line unless that is asked for", () => {
    const tls = "ssl verify none";
    const own = check("option httpchk\nhttp-check connect port 8443 ssl sni a.internal alpn h2");
    expect([own?.port?.value, own?.tls, own?.alpn?.value]).toMatchObject([
      8443,
      { verify: { value: true } },
      ["h2"],
    ]);
    expect(own?.serverName?.value).toEqual({ kind: "name", name: ["a.internal"] });
    expect(check("option httpchk\nhttp-check connect", tls)?.tls).toBe("none");
    expect(check("option httpchk\nhttp-check connect default", tls)?.tls).not.toBe("none");
    expect(check("option tcp-check\ntcp-check connect port 9000 send-proxy")).toMatchObject({
      protocol: "tcp",
      port: { value: 9000 },
      proxyProtocol: { value: 1 },
    });
  });

  it("speaks HTTP/2 where the traffic does, or by its own word", () => {
    expect(check("option httpchk", "proto h2")?.httpVersion?.value).toBe("2");
    expect(check("option httpchk", "check-proto h2")?.httpVersion?.value).toBe("2");
    expect(check("option httpchk", "proto h2 check-proto h1")?.httpVersion?.value).toBe("1.0");
  });

  it("wants headers, by name and value", () => {
    const lines = "option httpchk\nhttp-check expect ! fhdr name -m beg X- value -m reg ^a$ comment c";
    expect(check(lines)?.expectHeaders).toMatchObject([
      {
        name: { how: "prefix", text: "X-" },
        value: { how: "pattern", text: "^a$" },
        isWhole: true,
        isNegated: true,
      },
    ]);
    expect(check(lines)?.isPartial).toBeUndefined();
    expect(check("option httpchk\nhttp-check expect hdr name-lf x")?.isPartial).toBe(true);
  });

  it("is put with its first request alone where it has several", () => {
    const one = "http-check connect\nhttp-check send uri /a\nhttp-check expect status 201\n";
    const two = "http-check connect\nhttp-check send uri /b\nhttp-check expect status 500";
    const read = check(`option httpchk\n${one}${two}`);
    expect(read).toMatchObject({ path: { value: "/a" }, expectStatus: { value: [{ from: 201, to: 201 }] } });
    expect(read?.isPartial).toBe(true);
    expect(check(`option httpchk\n${one}`)?.isPartial).toBeUndefined();
  });

  it("takes any answer where its path is filled in while it runs", () => {
    const read = check("option httpchk\nhttp-check send uri-lf /%[srv_name]\nhttp-check expect string ok");
    expect(read).toMatchObject({ path: { value: "/" }, isPartial: true, expectBody: undefined });
    expect(read?.expectStatus.value).toEqual([{ from: 100, to: 599 }]);
    expect(check("option httpchk\nhttp-check send uri-lf /a")?.path.value).toBe("/a");
  });

  it("is a part where a program or rules that uhc does not follow decide", () => {
    expect(check("option external-check")?.isPartial).toBe(true);
    expect(check("option tcp-check\ntcp-check expect custom")).toMatchObject({ script: undefined });
    expect(check("")?.isPartial).toBeUndefined();
  });

  it("is that of the server that another one tracks", () => {
    const more = "backend checks\n    option httpchk GET /up\n    server health 10.0.0.9:81 check port 82\n";
    const api = apiOf(backendOf("server one 10.0.0.1:80 track checks/health", more));
    expect(api.healthCheck).toMatchObject({ protocol: "http", path: { value: "/up" } });
    expect(api.endpoints[0]?.check).toMatchObject({
      isOff: false,
      port: { value: 82 },
      address: { value: "10.0.0.9" },
    });
    expect(apiOf(backendOf("server one 10.0.0.1:80 track nowhere/x")).healthCheck).toBeUndefined();
  });
});
