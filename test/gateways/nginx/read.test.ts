import { describe, expect, test } from "vitest";
import { FILE, readHttpText, readText, upstreamNamed } from "./given.ts";

const LOC = { file: FILE, line: 1, column: 1 };

describe("a whole config", () => {
  test("gives the gateway's own facts with their places", () => {
    const gateway = readText("user www-data;\npid /run/n.pid;\nevents {}\nhttp {}\n");
    expect(gateway.user).toEqual({
      value: "www-data",
      isDefault: false,
      location: { file: FILE, line: 1, column: 6 },
    });
    expect(gateway.pidFile).toEqual({
      value: "/run/n.pid",
      isDefault: false,
      location: { file: FILE, line: 2, column: 5 },
    });
    expect(gateway.files).toEqual([FILE]);
    expect(gateway.problems).toEqual([]);
  });

  test("says which pid file is only assumed", () => {
    expect(readText("events {}").pidFile).toEqual({
      value: "/run/nginx.pid",
      isDefault: true,
      location: LOC,
    });
  });

  test("is refused without an events section", () => {
    expect(readText("http {}").problems).toEqual([
      {
        cause: "config-syntax-error",
        message: 'no "events" section in configuration',
        location: LOC,
        refusesConfig: true,
        about: undefined,
      },
    ]);
  });

  test("an include that can't be read may hold the events section, and the resolver", () => {
    const text = "include rest.conf;\nhttp { server { location / { set $b api; proxy_pass http://$b; } } }";
    expect(readText(text).problems.map((problem) => problem.cause)).toEqual(["config-include-missing"]);
  });
});

describe("a fragment", () => {
  test("with servers is read as if it stood in http", () => {
    const gateway = readText(
      "upstream a { server 10.0.0.1:80; }\nserver { location / { proxy_pass http://a; } }",
    );
    expect(gateway.routes.map((route) => route.label)).toEqual(["/"]);
    expect(gateway.problems).toEqual([]);
    expect(gateway.pidFile).toBeUndefined();
    expect(gateway.logs).toEqual([]);
  });

  test("whose servers pass by themselves is read as if it stood in stream", () => {
    const gateway = readText("server { listen 53 udp; proxy_pass 10.0.0.1:53; }");
    expect(gateway.routes.map((route) => route.forward.protocol)).toEqual(["udp"]);
  });

  test("with locations alone is read as if it stood in a server, about whose sockets nothing is said", () => {
    const gateway = readText("location /a/ { proxy_pass http://10.0.0.1:81; }");
    expect(gateway.routes.map((route) => route.label)).toEqual(["/a/"]);
    expect(gateway.listeners).toEqual([]);
  });

  test("is not said to lack what may stand outside of it", () => {
    const text =
      "server { location / { set $b api; proxy_pass http://$b; } location /p { fastcgi_pass php; } }";
    const gateway = readText(text);
    expect(gateway.problems).toEqual([]);
    expect(upstreamNamed(gateway, "$b").endpoints[0]?.resolution).toMatchObject({
      kind: "own",
      resolvers: { value: [] },
    });
  });
});

test("several routes of one snippet have ids of their own", () => {
  const gateway = readHttpText(
    Array.from({ length: 2 }, () => "server { location / { proxy_pass http://10.0.0.1; } }").join(" "),
  );
  expect(new Set(gateway.routes.map((route) => route.id)).size).toBe(2);
});

test("an inherited line with a fault is one problem, however many routes it reaches", () => {
  const locations = ["/a", "/b", "/c"]
    .map((path) => `location ${path} { proxy_pass http://10.0.0.1; }`)
    .join(" ");
  expect(readHttpText(`proxy_read_timeout abc; server { ${locations} }`).problems).toHaveLength(1);
});
