import { describe, expect, test } from "vitest";
import type { Gateway } from "../../../../src/model/config.ts";
import { readHttpText, readStreamText, shown, upstreamNamed } from "../given.ts";

const GROUPS = "resolver 10.0.0.2; upstream blue { server 10.0.0.1; } upstream green { server 10.0.0.2; }";
const read = (text: string): Gateway => readHttpText(`${GROUPS} ${text}`);
const routes = (gateway: Gateway): readonly (readonly [string | undefined, string])[] =>
  gateway.routes.map(({ condition, forward }) => [condition, forward.upstream]);
const endpoints = (gateway: Gateway, name: string): readonly string[] =>
  upstreamNamed(gateway, name).endpoints.map((one) => one.endpoint);

describe("a variable that names groups", () => {
  test("gives a route for each of them", () => {
    const gateway = read(
      "map $host $b { a.example blue; default green; } server { location / { proxy_pass http://$b; } }",
    );
    expect(routes(gateway)).toEqual([
      ["$b = blue", "http/blue"],
      ["$b = green", "http/green"],
    ]);
    expect(gateway.upstreams.map((one) => one.name)).toEqual(["blue", "green"]);
    expect(gateway.routes.map(({ forward }) => shown(forward.host.value))).toEqual(["blue", "green"]);
  });

  test("by what is spelled out around it", () => {
    const groups =
      "upstream app1 { server 10.0.0.1; } upstream App2 { server 10.0.0.2; } upstream web { server 10.0.0.3; }";
    const pass = (to: string, more = "") =>
      routes(
        readHttpText(`${groups} ${more} server { location ~ ^/app([0-9])/ { proxy_pass http://${to}; } }`),
      );
    expect(pass("app$1")).toEqual([
      ["app$1 = app1", "http/app1"],
      ["app$1 = App2", "http/App2"],
    ]);
    // With a resolver it may name any host as well.
    expect(pass("app$1", "resolver 10.0.0.2;")).toHaveLength(3);
    expect(pass("$1")).toHaveLength(1);
    expect(pass("app$1:81")).toHaveLength(1);
  });

  test("for certain when it has one value", () => {
    expect(routes(read("server { set $b blue; location / { proxy_pass http://$b; } }"))).toEqual([
      [undefined, "http/blue"],
    ]);
  });

  test("by split_clients and geo alike", () => {
    const split = read(
      'split_clients "$remote_addr" $b { 10% blue; * green; } server { location / { proxy_pass http://$b; } }',
    );
    const geo = read(
      "geo $b { default blue; 10.0.0.0/8 green; } server { location / { proxy_pass http://$b; } }",
    );
    expect(routes(split)).toHaveLength(2);
    expect(routes(geo)).toHaveLength(2);
  });

  test("but not with a port, which makes it a name to resolve", () => {
    const gateway = read("server { set $b blue; location / { proxy_pass http://$b:81; } }");
    expect(endpoints(gateway, "$b:81")).toEqual(["blue:81"]);
  });
});

describe("a variable that names hosts", () => {
  const text =
    "map $host $b { default one.internal:81; x 10.0.0.9:82; } server { location / { proxy_pass http://$b; } }";

  test("is one upstream with all of them, asked through the gateway's own resolver", () => {
    const gateway = read(text);
    const upstream = upstreamNamed(gateway, "$b");
    expect(upstream.form).toBe("variable");
    expect(upstream.endpoints).toMatchObject([
      {
        endpoint: "one.internal:81",
        ejection: undefined,
        resolution: {
          kind: "own",
          when: "request",
          resolvers: { value: ["10.0.0.2:53"] },
          timeoutMs: { value: 30_000 },
        },
      },
      { endpoint: "10.0.0.9:82", resolution: { kind: "none" } },
    ]);
    expect(gateway.routes[0]?.forward.host.value).toEqual([
      { kind: "endpoint-authority", raw: "$proxy_host" },
    ]);
  });

  test("needs a resolver", () => {
    const gateway = readHttpText(text);
    expect(upstreamNamed(gateway, "$b").endpoints[0]?.resolution).toEqual({ kind: "missing" });
    expect(gateway.problems).toMatchObject([
      {
        cause: "resolver-missing",
        message: "no resolver defined to resolve one.internal",
        refusesConfig: false,
      },
    ]);
  });

  test("finds an upstream that another pass spells out, which nginx has resolved by then", () => {
    const spelled = "location /x { proxy_pass http://one.internal:81; }";
    const gateway = readHttpText(
      `server { set $b one.internal; location / { proxy_pass http://$b:81; } ${spelled} }`,
    );
    expect(new Set(gateway.routes.map((route) => route.forward.upstream)).size).toBe(1);
    expect(gateway.problems).toEqual([]);
  });
});

describe("a variable that only requests can tell", () => {
  test("is an upstream without endpoints", () => {
    const gateway = read("server { location ~ ^/(?<b>[^/]+) { proxy_pass http://$b:80; } }");
    expect(upstreamNamed(gateway, "$b:80")).toMatchObject({ form: "variable", endpoints: [] });
    expect(gateway.problems).toEqual([]);
  });

  test.each(["$host", "$http_host:8080", "$tenant.internal", "$1.svc.cluster.local:80"])(
    "needs a resolver for certain in %s",
    (authority) => {
      const gateway = readHttpText(`server { location / { proxy_pass http://${authority}; } }`);
      expect(gateway.problems).toMatchObject([{ cause: "resolver-missing", refusesConfig: false }]);
    },
  );

  test.each(["$backend", "app_$color", "10.0.0.$1"])("may need none in %s", (authority) => {
    expect(readHttpText(`server { location / { proxy_pass http://${authority}; } }`).problems).toEqual([]);
  });
});

describe("set", () => {
  const pass = "location / { proxy_pass http://$b; }";

  test("under an if adds to what stood before", () => {
    const gateway = read(`server { set $b blue; if ($cookie_x) { set $b green; } ${pass} }`);
    expect(routes(gateway).map(([condition]) => condition)).toEqual(["$b = blue", "$b = green"]);
  });

  test("in the location replaces that of the server", () => {
    const gateway = read("server { set $b blue; location / { set $b green; proxy_pass http://$b; } }");
    expect(routes(gateway)).toEqual([[undefined, "http/green"]]);
  });

  test("without a base leaves the variable empty, which is an error for that request alone", () => {
    expect(routes(read(`server { if ($cookie_x) { set $b green; } ${pass} }`))).toEqual([
      [undefined, "http/green"],
    ]);
  });

  test("made of other variables is followed", () => {
    const gateway = read(`server { set $p 8080; set $h api.internal; set $b $h:$p; ${pass} }`);
    expect(endpoints(gateway, "$b")).toEqual(["api.internal:8080"]);
  });

  test("made of itself or doubling itself ends", () => {
    const doubling = Array.from(
      { length: 60 },
      (_, index) => `set $v${index + 1} $v${index}$v${index};`,
    ).join(" ");
    const gateway = read(
      `server { set $a $a; set $v0 x; ${doubling} location / { proxy_pass http://$a$v60; } }`,
    );
    expect(upstreamNamed(gateway, "$a$v60").endpoints).toEqual([]);
  });
});

test("the scheme is known where all sockets agree on it", () => {
  const text = (listen: string): string =>
    `server { ${listen} location / { proxy_pass $scheme://10.0.0.1; } }`;
  expect(read(text("listen 443 ssl;")).routes[0]?.forward.tls).toBeDefined();
  expect(read(text("listen 80;")).routes[0]?.forward.tls).toBeUndefined();
  const both = read(text("listen 80; listen 443 ssl;"));
  expect(both.routes.map(({ condition }) => condition)).toEqual([
    "$scheme://10.0.0.1 = http://10.0.0.1",
    "$scheme://10.0.0.1 = https://10.0.0.1",
  ]);
});

test("the same variable with the same values is one upstream", () => {
  const gateway = read(
    "server { set $b one.internal; location /a { proxy_pass http://$b; } location /b { proxy_pass http://$b; } }",
  );
  expect(gateway.upstreams.filter((one) => one.form === "variable")).toHaveLength(1);
});

test("stream follows maps and set lines too", () => {
  const map = "map $ssl_preread_server_name $b { a.example blue; default 10.0.0.9:443; }";
  const gateway = readStreamText(
    `upstream blue { server 10.0.0.1:1; } ${map} server { listen 443; proxy_pass $b; }`,
  );
  expect(routes(gateway)).toEqual([
    ["$b = blue", "stream/blue"],
    ["$b = 10.0.0.9:443", "stream/$b"],
  ]);
});

test("many values in many places cost a bounded amount", () => {
  const lines = Array.from({ length: 900 }, (_, index) => `k${index} h${index}.internal:80;`).join(" ");
  const locations = Array.from(
    { length: 300 },
    (_, index) => `location /${index} { proxy_pass http://$b/; }`,
  ).join(" ");
  const gateway = read(`map $host $b { default x.internal; ${lines} } server { ${locations} }`);
  expect(upstreamNamed(gateway, "$b").endpoints).toHaveLength(901);
  const unfollowed = gateway.routes.filter(({ forward }) => forward.upstream === "http/$b#2");
  expect(unfollowed).toHaveLength(300 - Math.floor(100_000 / 901));
});

describe("a map over what uhc's own requests are known to have", () => {
  const header = (map: string) =>
    readHttpText(
      `${map} server { location / { proxy_set_header X-M $m; proxy_pass http://10.0.0.1; } }`,
    ).routes[0]?.forward.headers.find(({ name }) => name === "X-M")?.value;

  test.each([
    ["map $http_upgrade $m { default upgrade; '' close; }", "close"],
    ["map $request_method $m { default other; get reading; }", "reading"],
    ["map $cookie_a $m { default none; x some; }", "none"],
    ["map $http_x $m { y some; }", ""],
  ])("%s is one of several, and known", (map, text) => {
    expect(header(map)).toEqual([{ kind: "own-request", raw: "$m", text }]);
  });

  test.each(["map $http_x $m { default a; ~^$ b; }", "map $host $m { default a; x b; }"])(
    "%s is not guessed",
    (map) => {
      expect(header(map)).toEqual([{ kind: "unknown", raw: "$m" }]);
    },
  );

  test("still leads to each upstream that it names", () => {
    const gateway = read(
      "map $http_upgrade $b { default blue; '' green; } server { location / { proxy_pass http://$b; } }",
    );
    expect(routes(gateway).map(([, upstream]) => upstream)).toEqual(["http/blue", "http/green"]);
  });
});
