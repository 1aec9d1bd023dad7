import { describe, expect, it } from "vitest";
import { nginxLog } from "../../../src/gateways/nginx/log.ts";
import { LOG_WORDS, type LogLine } from "../../../src/model/log-grammar.ts";

const CLIENT = 'client: 127.0.0.1, server: , request: "GET /x/ HTTP/1.1"';
const TO = `${CLIENT}, upstream: "http://10.0.0.5:8080/x/", host: "gw"`;

/** What the reader makes of a line, if it wants it at all. */
function read(level: string, message: string): Partial<LogLine> | undefined {
  const line = `2026/11/22 04:21:31 [${level}] 23752#23752: ${message}`;
  const [said] = nginxLog.error.open(Buffer.from(line))?.said() ?? [];
  return said && Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

const peer = "10.0.0.5:8080";
const level = "error";

it("tells a connection without the PROXY header that a listener expects", () => {
  const line =
    '*3 broken header: "GET / HTTP/1.1" while reading PROXY protocol, client: 10.0.0.9, server: 0.0.0.0:80';
  expect(read("error", line)).toMatchObject({ event: "proxy-header-missing" });
});

it("takes what comes back over UDP from a closed port for a refusal", () => {
  const line =
    "recv() failed (111: Connection refused) while proxying and reading from upstream, udp client: 127.0.0.1, " +
    'server: 127.0.0.1:5353, upstream: "10.0.0.5:5353", bytes from/to client:3/0, bytes from/to upstream:0/3';
  expect(read("error", `*3 ${line}`)).toMatchObject({ event: "connect-refused", peer: "10.0.0.5:5353" });
});

/** Messages as nginx 1.22.1 wrote them, or as its sources spell them. */
const UPSTREAM: readonly (readonly [string, Partial<LogLine>])[] = [
  [
    "connect() failed (111: Connection refused) while connecting to upstream",
    { event: "connect-refused", errno: 111 },
  ],
  [
    'memcached sent invalid response: "-ERR unknown command" while reading response header from upstream',
    { event: "not-memcached" },
  ],
  [
    "connect() failed (110: Connection timed out) while connecting to upstream",
    { event: "connect-timeout", errno: 110 },
  ],
  [
    "upstream timed out (110: Connection timed out) while connecting to upstream",
    { event: "connect-timeout", errno: 110 },
  ],
  [
    "connect() failed (113: No route to host) while connecting to upstream",
    { event: "host-unreachable", errno: 113 },
  ],
  [
    "connect() to 10.0.0.5:8080 failed (101: Network is unreachable) while connecting to upstream",
    { event: "network-unreachable", errno: 101 },
  ],
  [
    "connect() to 10.0.0.5:8080 failed (99: Cannot assign requested address) while connecting to upstream",
    { event: "ports-exhausted", errno: 99 },
  ],
  [
    "connect() to 10.0.0.5:8080 failed (13: Permission denied) while connecting to upstream",
    { event: "connect-denied", errno: 13 },
  ],
  [
    "connect() to 10.0.0.5:8080 failed (1: Operation not permitted) while connecting to upstream",
    { event: "connect-not-permitted", errno: 1 },
  ],
  [
    "connect() to 10.0.0.5:8080 failed (22: Invalid argument) while connecting to upstream",
    { event: "connect-failed", errno: 22 },
  ],
  [
    "bind(10.9.9.9) failed (99: Cannot assign requested address) while connecting to upstream",
    { event: "source-bind-failed", errno: 99, detail: "10.9.9.9" },
  ],
  [
    "socket() failed (24: Too many open files) while connecting to upstream",
    { event: "files-exhausted", errno: 24 },
  ],
  ["1024 worker_connections are not enough while connecting to upstream", { event: "connections-exhausted" }],
  ["upstream server temporarily disabled while connecting to upstream", { event: "endpoint-disabled" }],
  [
    "upstream timed out (110: Connection timed out) while SSL handshaking to upstream",
    { event: "handshake-timeout", errno: 110 },
  ],
  [
    "SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream",
    { event: "handshake-failed", detail: "wrong version number" },
  ],
  [
    "SSL_do_handshake() failed (SSL: error:1408F10B:SSL routines:ssl3_get_record:wrong version number) while SSL handshaking to upstream",
    { event: "handshake-failed", detail: "wrong version number" },
  ],
  [
    "SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream",
    { event: "handshake-failed", detail: "alert 40" },
  ],
  [
    "SSL_read() failed (SSL: error:0A00045C:SSL routines::tlsv13 alert certificate required:SSL alert number 116) while reading response header from upstream",
    { event: "handshake-failed", detail: "alert 116" },
  ],
  [
    "peer closed connection in SSL handshake (104: Connection reset by peer) while SSL handshaking to upstream",
    { event: "handshake-closed", errno: 104 },
  ],
  [
    "upstream SSL certificate verify error: (10:certificate has expired) while SSL handshaking to upstream",
    { event: "certificate-rejected", detail: "10:certificate has expired" },
  ],
  // A number in the place of an errno that is none: 24 is not "too many open files" here.
  [
    "upstream SSL certificate verify error: (24:invalid CA certificate) while SSL handshaking to upstream",
    { event: "certificate-rejected", detail: "24:invalid CA certificate" },
  ],
  [
    'upstream SSL certificate does not match "x.test" while SSL handshaking to upstream',
    { event: "certificate-name-mismatch", detail: "x.test" },
  ],
  [
    "writev() failed (32: Broken pipe) while sending request to upstream",
    { event: "send-failed", errno: 32 },
  ],
  [
    "upstream timed out (110: Connection timed out) while sending request to upstream",
    { event: "send-timeout", errno: 110 },
  ],
  [
    "recv() failed (104: Connection reset by peer) while reading response header from upstream",
    { event: "reset-before-header", errno: 104 },
  ],
  [
    "upstream prematurely closed connection while reading response header from upstream",
    { event: "closed-before-header" },
  ],
  [
    "upstream timed out (110: Connection timed out) while reading response header from upstream",
    { event: "read-timeout", errno: 110 },
  ],
  ["upstream prematurely closed connection while reading upstream", { event: "closed-in-body" }],
  [
    "readv() failed (104: Connection reset by peer) while reading upstream",
    { event: "reset-in-body", errno: 104 },
  ],
  [
    "upstream timed out (110: Connection timed out) while reading upstream",
    { event: "body-timeout", errno: 110 },
  ],
  [
    "upstream timed out (110: Connection timed out) while proxying upgraded connection",
    { event: "upgrade-timeout", errno: 110 },
  ],
  ["upstream sent too big header while reading response header from upstream", { event: "header-too-large" }],
  [
    "upstream sent no valid HTTP/1.0 header while reading response header from upstream",
    { event: "not-http" },
  ],
  [
    'upstream sent invalid header: "X Y: 1" while reading response header from upstream',
    { event: "header-invalid", detail: "invalid header" },
  ],
  [
    'upstream sent duplicate header line: "Content-Length: 3", previous value: "Content-Length: 2" while reading response header from upstream',
    { event: "header-invalid", detail: "duplicate header line" },
  ],
  [
    "upstream sent invalid chunked response while reading upstream",
    { event: "answer-malformed", detail: "invalid chunked response" },
  ],
  [
    "upstream sent too large http2 frame: 4740180 while reading response header from upstream",
    { event: "not-http2" },
  ],
  [
    "upstream sent goaway with error 11 while reading response header from upstream",
    { event: "goaway", detail: "error 11" },
  ],
  [
    "upstream rejected request with error 7 while reading response header from upstream",
    { event: "stream-rejected", detail: "error 7" },
  ],
  [
    "upstream sent unsupported FastCGI protocol version: 72 while reading response header from upstream",
    { event: "not-fastcgi", detail: "72" },
  ],
  [
    'FastCGI sent in stderr: "Primary script unknown" while reading response header from upstream',
    { event: "script-not-found" },
  ],
  [
    'FastCGI sent in stderr: "PHP message: PHP Fatal error" while reading response header from upstream',
    { event: "application-message" },
  ],
  ["check time out with peer: 10.0.0.5:8080", { event: "check-failed", detail: "10.0.0.5:8080" }],
];

describe("nginx's error log, lines about an endpoint", () => {
  it.each(UPSTREAM)("%s", (message, expected) => {
    expect(read("error", `*7 ${message}, ${TO}`)).toEqual({ level, peer, ...expected });
  });

  it.each([
    ["http://unix:/run/app.sock:/x", "unix:/run/app.sock"],
    ["fastcgi://unix:/run/php.sock:", "unix:/run/php.sock"],
    ["http://[2001:db8::1]:80/x/", "[2001:db8::1]:80"],
    ["grpc://10.0.0.5:50051", "10.0.0.5:50051"],
    ["10.0.0.5:5432", "10.0.0.5:5432"],
    ["http://10.0.0.5:80?x=1", "10.0.0.5:80"],
  ])("finds the peer in %s", (url, expected) => {
    const said = read(
      "crit",
      `*3 connect() failed (2: No such file or directory) while connecting to upstream, ${CLIENT}, upstream: "${url}"`,
    );
    expect(said).toMatchObject({ event: "socket-missing", peer: expected, level: "crit" });
  });

  it("the group stands where no endpoint could be chosen", () => {
    const http = `*73 no live upstreams while connecting to upstream, ${CLIENT}, upstream: "http://two/group/", host: "gw"`;
    const stream =
      '*80 no live upstreams while connecting to upstream, client: 127.0.0.1, server: 0.0.0.0:5432, upstream: "pg", bytes from/to client:0/0, bytes from/to upstream:0/0';
    expect(read("error", http)).toEqual({ event: "no-live-upstreams", level, peer: "two", upstream: "two" });
    expect(read("error", stream)).toMatchObject({ peer: "pg", upstream: "pg" });
  });

  it("a client can't put another peer into the line by its headers", () => {
    const line = `*1 connect() failed (111: Connection refused) while connecting to upstream, ${TO}, referrer: "a, upstream: "http://1.2.3.4:80/"`;
    expect(read("error", line)?.peer).toBe(peer);
  });
});

describe("nginx's error log, lines about names, limits and itself", () => {
  it.each<readonly [string, string, Partial<LogLine>]>([
    [
      "error",
      `*48 nope.test could not be resolved (2: Server failure), ${CLIENT}`,
      { event: "name-not-resolved", errno: 2, detail: "nope.test" },
    ],
    [
      "error",
      `*50 nope.test could not be resolved (110: Operation timed out), ${CLIENT}`,
      { event: "name-not-resolved", errno: 110, detail: "nope.test" },
    ],
    [
      "error",
      "recv() failed (111: Connection refused) while resolving, resolver: 127.0.0.1:53",
      { event: "resolver-failed", errno: 111, peer: "127.0.0.1:53" },
    ],
    [
      "alert",
      "send() failed (1: Operation not permitted) while resolving, resolver: 127.0.0.1:53",
      { event: "resolver-failed", errno: 1, peer: "127.0.0.1:53" },
    ],
    [
      "error",
      `*52 no resolver defined to resolve nope.test, ${CLIENT}`,
      { event: "resolver-missing", detail: "nope.test" },
    ],
    ["error", `*53 invalid URL prefix in "x", ${CLIENT}`, { event: "address-invalid", detail: "x" }],
    ["error", `*53 no port in upstream "api", ${CLIENT}`, { event: "address-invalid", detail: "api" }],
    [
      "error",
      `*56 limiting requests, excess: 0.984 by zone "z", ${CLIENT}`,
      { event: "requests-limited", detail: "z" },
    ],
    [
      "warn",
      `*56 delaying request, excess: 0.984, by zone "z", ${CLIENT}`,
      { event: "requests-delayed", detail: "z" },
    ],
    [
      "error",
      `*76 limiting connections by zone "c", ${CLIENT}`,
      { event: "connections-limited", detail: "c" },
    ],
    [
      "error",
      `*70 auth request unexpected status: 502 while sending to client, ${CLIENT}`,
      { event: "authorization-failed", detail: "502" },
    ],
    [
      "error",
      `*72 rewrite or internal redirection cycle while processing "/x", ${CLIENT}`,
      { event: "redirect-cycle" },
    ],
    ["alert", "512 worker_connections are not enough", { event: "connections-exhausted" }],
    ["warn", "512 worker_connections are not enough, reusing connections", { event: "connections-reused" }],
    ["warn", "4096 worker_connections exceed open file resource limit: 1024", { event: "file-limit-low" }],
    ["crit", "accept4() failed (24: Too many open files)", { event: "files-exhausted", errno: 24 }],
    [
      "crit",
      '*9 pwrite() "/var/lib/nginx/proxy_temp/1" failed (28: No space left on device) while reading upstream',
      { event: "disk-full", errno: 28 },
    ],
    [
      "crit",
      '*9 open() "/var/lib/nginx/proxy_temp/1" failed (13: Permission denied) while reading upstream',
      { event: "temp-file-denied", errno: 13 },
    ],
    ["emerg", "malloc(16384) failed (12: Cannot allocate memory)", { event: "memory-exhausted", errno: 12 }],
    ["alert", "worker process 23996 exited on signal 9", { event: "worker-killed", detail: "signal 9" }],
    [
      "alert",
      "worker process 23996 exited on signal 11 (core dumped)",
      { event: "worker-killed", detail: "signal 11" },
    ],
    [
      "alert",
      "worker process 5 exited with fatal code 2 and cannot be respawned",
      { event: "worker-exited", detail: "fatal code 2" },
    ],
    [
      "emerg",
      'unknown directive "bogus" in /etc/nginx/nginx.conf:48',
      { event: "config-refused", detail: "/etc/nginx/nginx.conf:48" },
    ],
    [
      "emerg",
      'host not found in upstream "nope.test" in /etc/nginx/conf.d/a.conf:5',
      { event: "config-host-not-found", detail: "/etc/nginx/conf.d/a.conf:5" },
    ],
    [
      "emerg",
      "bind() to 0.0.0.0:80 failed (98: Address already in use)",
      { event: "bind-failed", errno: 98, detail: "0.0.0.0:80" },
    ],
    ["notice", "signal 1 (SIGHUP) received from 23689, reconfiguring", { event: "reload-requested" }],
    ["notice", "reconfiguring", { event: "reload-started" }],
    ["notice", "start worker processes", { event: "workers-started" }],
    ["notice", "signal process started", { event: "signal-sent" }],
    ["notice", "signal 15 (SIGTERM) received from 23689, exiting", { event: "stopped" }],
    [
      "info",
      `*8 client prematurely closed connection, so upstream connection is closed too while reading response header from upstream, ${TO}`,
      { event: "client-closed", peer },
    ],
    [
      "error",
      '*4 upstream timed out (110: Connection timed out) while connecting to upstream, health check "hc" of peer 10.0.0.5:8080 in upstream "api"',
      { event: "connect-timeout", errno: 110, peer, upstream: "api" },
    ],
  ])("[%s] %s", (severity, message, expected) => {
    expect(read(severity, message)).toEqual({ level: severity, ...expected });
  });

  it.each([
    ["error", `*1 open() "/srv/www/favicon.ico" failed (2: No such file or directory), ${CLIENT}`],
    [
      "crit",
      `*1 SSL_do_handshake() failed (SSL: error:0A000416:SSL routines::sslv3 alert certificate unknown:SSL alert number 46) while SSL handshaking, client: 10.0.0.1, server: 0.0.0.0:443`,
    ],
    [
      "error",
      `*1 recv() failed (104: Connection reset by peer) while reading client request line, client: 10.0.0.1, server: _`,
    ],
    [
      "error",
      "r3.o.lencr.org could not be resolved (110: Operation timed out) while requesting certificate status, responder: r3.o.lencr.org",
    ],
    ["notice", "worker process 23752 exited with code 0"],
    ["notice", 'using the "epoll" event method'],
    ["debug", "*1 http upstream connect: -2"],
  ])("says nothing about [%s] %s", (severity, message) => {
    expect(read(severity, message)).toBeUndefined();
  });

  it.each(["", "garbage", "2026/11/22 04:21:31 ", "2026/11/22 04:21:31 [error"])("bears %j", (line) => {
    expect(nginxLog.error.open(Buffer.from(line))?.said() ?? []).toEqual([]);
  });

  it("reads stamps without a zone, and none where there is none", () => {
    const stamp = {
      year: 2026,
      month: 11,
      day: 22,
      hour: 4,
      minute: 21,
      second: 31,
      offsetMinutes: undefined,
    };
    expect(nginxLog.error.stamp(Buffer.from("2026/11/22 04:21:31 [error] 1#1: x"))).toEqual(stamp);
    expect(nginxLog.error.stamp(Buffer.from("PHP message: continued line of a longer one"))).toBeUndefined();
    expect(nginxLog.error.stamp(Buffer.from("2026/11/2x 04:21:31"))).toBeUndefined();
  });

  it("the list of words names each once", () => {
    expect(new Set(LOG_WORDS).size).toBe(LOG_WORDS.length);
  });
});
