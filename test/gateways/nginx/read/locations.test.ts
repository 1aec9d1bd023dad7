import { describe, expect, test } from "vitest";
import type { Gateway } from "../../../../src/model/config.ts";
import { onlyRoute, readHttpText, upstreamNamed } from "../given.ts";

const server = (text: string): Gateway => readHttpText(`server { ${text} }`);
const pass = "proxy_pass http://10.0.0.1:81;";

describe("a location becomes a route", () => {
  test.each([
    ["location /a/", "/a/", { kind: "prefix", path: "/a/" }],
    ["location ^~ /a/", "/a/", { kind: "prefix", path: "/a/" }],
    ["location ^~/a/", "/a/", { kind: "prefix", path: "/a/" }],
    ["location = /a", "/a", { kind: "exact", path: "/a" }],
    ["location =/a", "/a", { kind: "exact", path: "/a" }],
    ["location ~ \\.php$", "\\.php$", { kind: "regex", path: "\\.php$" }],
    ["location ~* ^/A", "^/A", { kind: "regex", path: "^/A" }],
    ["location ~^/a", "^/a", { kind: "regex", path: "^/a" }],
    ["location @x", "@x", { kind: "named", name: "@x" }],
  ])("%s", (head, label, match) => {
    expect(onlyRoute(server(`${head} { ${pass} }`))).toMatchObject({ label, match, condition: undefined });
  });

  test("with the names of its server, but for those that select no request", () => {
    const gateway = server(`server_name a.example _ "" *.b.example; location / { ${pass} }`);
    expect(onlyRoute(gateway).hosts).toEqual(["a.example", "*.b.example"]);
  });

  test("on all sockets of its server", () => {
    const gateway = server(`listen 80; listen 443 ssl; location / { ${pass} }`);
    expect(onlyRoute(gateway).listeners).toEqual(["tcp 0.0.0.0:80", "tcp 0.0.0.0:443"]);
  });

  test("when it is nested, by its own path", () => {
    const gateway = server(`location /a/ { ${pass} location /a/b/ { ${pass} } }`);
    expect(gateway.routes.map((route) => route.label)).toEqual(["/a/", "/a/b/"]);
  });

  test("but not by the pass of the location around it", () => {
    expect(server(`location /a/ { ${pass} location /a/b/ { root /srv; } }`).routes).toHaveLength(1);
  });

  test("with the last handler that it names", () => {
    const gateway = server(`location / { fastcgi_pass 10.0.0.1:9000; ${pass} }`);
    expect(onlyRoute(gateway).forward.protocol).toBe("http");
  });
});

describe("a block inside a location", () => {
  test("that passes elsewhere is a route of its own, under its condition", () => {
    const gateway = server(`location / { ${pass} if ($http_x = "a b") { proxy_pass http://10.0.0.2:81; } }`);
    expect(gateway.routes.map((route) => route.condition)).toEqual([undefined, 'if ($http_x = "a b")']);
  });

  test("inherits settings", () => {
    const gateway = server(`location / { proxy_read_timeout 5s; if ($x) { ${pass} } }`);
    expect(onlyRoute(gateway).forward.timeouts.readIdleMs.value).toBe(5_000);
  });

  test("that rewrites and stays keeps the upstream and changes the path", () => {
    const gateway = server(`location / { ${pass} if ($arg_v) { rewrite ^/a$ /b break; } }`);
    expect(gateway.routes.map((route) => route.forward.path.value.kind)).toEqual(["unchanged", "by-rule"]);
  });

  test("for other methods is a route too", () => {
    const gateway = server(`location / { ${pass} limit_except GET HEAD { proxy_pass http://10.0.0.2:81; } }`);
    expect(gateway.routes[1]?.condition).toBe("method not GET HEAD");
  });
});

describe("what answers by itself reaches no upstream, whose name must resolve all the same", () => {
  test.each([
    ["a return of the server", `return 301 /x; location / { ${pass} }`],
    ["a return of the location", `location / { return 403; ${pass} }`],
    ["a return behind the pass", `location / { ${pass} return 403; }`],
    ["a return of the block", `location / { if ($x) { ${pass} return 403; } }`],
  ])("%s", (_, text) => {
    const gateway = server(text);
    expect(gateway.routes).toEqual([]);
    expect(upstreamNamed(gateway, "10.0.0.1:81").endpoints).toHaveLength(1);
  });

  test("unless rules end before it", () => {
    expect(server(`location / { rewrite ^/a /b break; return 403; ${pass} }`).routes).toHaveLength(1);
  });

  test("a return under a condition leaves the route open", () => {
    expect(
      server(`if ($x) { return 403; } location / { if ($y) { return 404; } ${pass} }`).routes,
    ).toHaveLength(1);
  });
});

describe("a location to which nginx itself alone sends something", () => {
  const purposes = (text: string) => server(text).routes.map(({ purpose }) => purpose);
  test.each([
    ["copies", `location / { mirror /m; ${pass} } location = /m { internal; ${pass} }`, "mirror"],
    ["failures", `location / { error_page 502 504 = @b; ${pass} } location @b { ${pass} }`, "error-page"],
  ])("is for %s alone", (_, text, purpose) => {
    expect(purposes(text)).toEqual([undefined, purpose]);
  });
  test.each([
    ["a mirror that clients may call", `location / { mirror /m; ${pass} } location = /m { ${pass} }`],
    ["a page for 404", `location / { error_page 404 = @b; ${pass} } location @b { ${pass} }`],
    [
      "a page that try_files has too",
      `location / { error_page 502 @b; try_files $uri @b; ${pass} } location @b { ${pass} }`,
    ],
    ["authorization", `location / { auth_request /a; ${pass} } location = /a { internal; ${pass} }`],
  ])("is for clients: %s", (_, text) => {
    expect(purposes(text)).toEqual([undefined, undefined]);
  });
});

describe("a gateway answers itself", () => {
  const answers = (text: string) => server(text).answersItself;
  test.each([
    ["a return", `location / { ${pass} } location = /up { return 200; }`],
    ["files", `location / { ${pass} } location /static/ { root /srv; }`],
    ["files where no location is", `location /api/ { ${pass} }`],
    [
      "a page in the place of an error",
      `error_page 500 =200 /sorry; location = /sorry { internal; root /srv; } location / { ${pass} }`,
    ],
    ["a server that redirects", "return 301 https://$host$request_uri;"],
  ])("with %s", (_, text) => {
    expect(answers(text)).toBe(true);
  });
  test.each([
    ["everything passed on", `location / { ${pass} }`],
    ["an error page", `error_page 502 /50x.html; location = /50x.html { root /srv; } location / { ${pass} }`],
    ["a refusal", `location / { ${pass} } location ~ /\\.ht { deny all; }`],
  ])("not with %s", (_, text) => {
    expect(answers(text)).toBe(false);
  });
});
