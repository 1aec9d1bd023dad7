import { expect, it } from "vitest";
import { nginxLog } from "../../../src/gateways/nginx/log.ts";

/** Messages of nginx about upstreams (level, message with its action) and what they say; "" where it is the client's doing. */
const STEMS = [
  ["error", "connect() failed (111: Connection refused) while connecting to upstream", "connect-refused"],
  ["error", "connect() failed (110: Connection timed out) while connecting to upstream", "connect-timeout"],
  ["error", "upstream timed out (110: Connection timed out) while connecting to upstream", "connect-timeout"],
  ["error", "connect() failed (113: No route to host) while connecting to upstream", "host-unreachable"],
  [
    "error",
    "connect() to 10.0.0.5:80 failed (101: Network is unreachable) while connecting to upstream",
    "network-unreachable",
  ],
  [
    "crit",
    "connect() to 10.0.0.5:80 failed (99: Cannot assign requested address) while connecting to upstream",
    "ports-exhausted",
  ],
  [
    "crit",
    "connect() to 10.0.0.5:80 failed (13: Permission denied) while connecting to upstream",
    "connect-denied",
  ],
  [
    "crit",
    "connect() to 10.0.0.5:80 failed (1: Operation not permitted) while connecting to upstream",
    "connect-not-permitted",
  ],
  [
    "crit",
    "connect() to unix:/run/x.sock failed (2: No such file or directory) while connecting to upstream",
    "socket-missing",
  ],
  [
    "error",
    "connect() to unix:/run/x.sock failed (11: Resource temporarily unavailable) while connecting to upstream",
    "socket-backlog-full",
  ],
  [
    "crit",
    "connect() to 10.0.0.5:80 failed (22: Invalid argument) while connecting to upstream",
    "connect-failed",
  ],
  [
    "crit",
    "bind(10.1.1.1) failed (99: Cannot assign requested address) while connecting to upstream",
    "source-bind-failed",
  ],
  ["alert", "socket() failed (24: Too many open files) while connecting to upstream", "files-exhausted"],
  ["alert", "1024 worker_connections are not enough while connecting to upstream", "connections-exhausted"],
  ["warn", "1024 worker_connections are not enough, reusing connections", "connections-reused"],
  [
    "alert",
    "the new socket has number 1024, but only 1024 files are available while connecting to upstream",
    "files-exhausted",
  ],
  ["error", "no live upstreams while connecting to upstream", "no-live-upstreams"],
  ["warn", "upstream server temporarily disabled while connecting to upstream", "endpoint-disabled"],
  ["error", "no resolver defined to resolve api.internal", "resolver-missing"],
  ["error", "api.internal could not be resolved (3: Host not found)", "name-not-resolved"],
  ["error", 'no port in upstream "api"', "address-invalid"],
  ["error", 'invalid URL prefix in "api"', "address-invalid"],
  ["error", 'invalid port in upstream "api:x"', "address-invalid"],
  [
    "error",
    "upstream timed out (110: Connection timed out) while SSL handshaking to upstream",
    "handshake-timeout",
  ],
  [
    "error",
    "SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream",
    "handshake-failed",
  ],
  [
    "error",
    "peer closed connection in SSL handshake (104: Connection reset by peer) while SSL handshaking to upstream",
    "handshake-closed",
  ],
  ["error", "peer closed connection in SSL handshake while SSL handshaking to upstream", "handshake-closed"],
  [
    "error",
    "upstream SSL certificate verify error: (10:certificate has expired) while SSL handshaking to upstream",
    "certificate-rejected",
  ],
  [
    "error",
    'upstream SSL certificate does not match "api" while SSL handshaking to upstream',
    "certificate-name-mismatch",
  ],
  ["error", 'SSL_set_tlsext_host_name("api") failed while SSL handshaking to upstream', "handshake-failed"],
  ["alert", "SSL_set_session() failed while connecting to upstream", "handshake-failed"],
  ["error", "writev() failed (32: Broken pipe) while sending request to upstream", "send-failed"],
  [
    "error",
    "sendfile() failed (104: Connection reset by peer) while sending request to upstream",
    "send-failed",
  ],
  ["error", "SSL_write() failed (32: Broken pipe) while sending request to upstream", "send-failed"],
  [
    "error",
    "upstream timed out (110: Connection timed out) while sending request to upstream",
    "send-timeout",
  ],
  [
    "error",
    "recv() failed (104: Connection reset by peer) while reading response header from upstream",
    "reset-before-header",
  ],
  [
    "error",
    "upstream prematurely closed connection while reading response header from upstream",
    "closed-before-header",
  ],
  ["error", "upstream prematurely closed connection while reading upstream", "closed-in-body"],
  ["error", "readv() failed (104: Connection reset by peer) while reading upstream", "reset-in-body"],
  [
    "error",
    "upstream timed out (110: Connection timed out) while reading response header from upstream",
    "read-timeout",
  ],
  ["error", "upstream timed out (110: Connection timed out) while reading upstream", "body-timeout"],
  [
    "error",
    "upstream timed out (110: Connection timed out) while proxying upgraded connection",
    "upgrade-timeout",
  ],
  ["error", "upstream sent too big header while reading response header from upstream", "header-too-large"],
  ["error", "upstream sent no valid HTTP/1.0 header while reading response header from upstream", "not-http"],
  [
    "error",
    'upstream sent invalid header: "x: \\x20..." while reading response header from upstream',
    "header-invalid",
  ],
  [
    "error",
    'upstream sent duplicate header line: "Content-Length: 5", previous value: "Content-Length: 6" while reading response header from upstream',
    "header-invalid",
  ],
  [
    "warn",
    'upstream sent duplicate header line: "Expires: 5", previous value: "Expires: 6", ignored while reading response header from upstream',
    "header-invalid",
  ],
  [
    "error",
    'upstream sent "Content-Length" and "Transfer-Encoding" headers at the same time while reading response header from upstream',
    "header-invalid",
  ],
  [
    "error",
    'upstream sent invalid "Content-Length" header: "x" while reading response header from upstream',
    "header-invalid",
  ],
  [
    "error",
    'upstream sent unknown "Transfer-Encoding": "V" while reading response header from upstream',
    "header-invalid",
  ],
  ["error", "upstream sent invalid chunked response while reading upstream", "answer-malformed"],
  ["error", "upstream sent too big trailers while reading upstream", "answer-malformed"],
  ["error", "upstream sent invalid trailer while reading upstream", "answer-malformed"],
  [
    "warn",
    'upstream sent more data than specified in "Content-Length" header while reading upstream',
    "answer-malformed",
  ],
  ["warn", "upstream sent data after final chunk while reading upstream", "answer-malformed"],
  ["warn", "upstream sent data after trailers while reading upstream", "answer-malformed"],
  ["error", "upstream prematurely sent response while SSL handshaking to upstream", "answer-malformed"],
  ["info", "upstream sent too big early hints while reading response header from upstream", ""],
  ["error", "connection upgrade in subrequest while reading response header from upstream", ""],
  ["info", "client timed out (110: Connection timed out) while sending to client", ""],
  [
    "info",
    "client prematurely closed connection, so upstream connection is closed too while sending request to upstream",
    "client-closed",
  ],
  [
    "info",
    "epoll_wait() reported that client prematurely closed connection, so upstream connection is closed too while reading response header from upstream",
    "client-closed",
  ],
  [
    "crit",
    'pwrite() "/var/lib/nginx/proxy/1" failed (28: No space left on device) while reading upstream',
    "disk-full",
  ],
  [
    "crit",
    'open() "/var/cache/nginx/proxy_temp/1/00/1" failed (13: Permission denied) while reading upstream',
    "temp-file-denied",
  ],
  [
    "error",
    "upstream sent too large http2 frame: 4740180 while reading response header from upstream",
    "not-http2",
  ],
  ["error", "upstream sent goaway with error 11 while reading response header from upstream", "goaway"],
  [
    "error",
    "upstream rejected request with error 7 while reading response header from upstream",
    "stream-rejected",
  ],
  [
    "error",
    "upstream prematurely closed stream while reading response header from upstream",
    "stream-closed",
  ],
  [
    "error",
    'upstream sent invalid :status "x" while reading response header from upstream',
    "answer-malformed",
  ],
  [
    "error",
    "upstream sent no :status header while reading response header from upstream",
    "answer-malformed",
  ],
  [
    "error",
    "upstream sent too large http2 header while reading response header from upstream",
    "header-too-large",
  ],
  [
    "error",
    "upstream sent invalid http2 table index: 200 while reading response header from upstream",
    "answer-malformed",
  ],
  [
    "error",
    "upstream sent truncated http2 header while reading response header from upstream",
    "answer-malformed",
  ],
  [
    "error",
    "upstream sent frame for unknown stream 5 while reading response header from upstream",
    "answer-malformed",
  ],
  [
    "error",
    "upstream violated stream flow control, received 5 data frame with window 3 while reading upstream",
    "answer-malformed",
  ],
  [
    "error",
    "upstream sent too large window update while reading response header from upstream",
    "answer-malformed",
  ],
  [
    "error",
    "upstream sent too many settings frames while reading response header from upstream",
    "answer-malformed",
  ],
  [
    "error",
    "upstream sent unexpected http2 frame: 5 while reading response header from upstream",
    "answer-malformed",
  ],
  [
    "error",
    "upstream sent unexpected push promise frame while reading response header from upstream",
    "answer-malformed",
  ],
  [
    "error",
    "upstream sent response body larger than indicated content length while reading upstream",
    "answer-malformed",
  ],
  ["error", "upstream sent trailer without end stream flag while reading upstream", "answer-malformed"],
  [
    "error",
    'FastCGI sent in stderr: "PHP message: x" while reading response header from upstream',
    "application-message",
  ],
  [
    "error",
    'FastCGI sent in stderr: "Primary script unknown" while reading response header from upstream',
    "script-not-found",
  ],
  [
    "error",
    "upstream sent unsupported FastCGI protocol version: 72 while reading response header from upstream",
    "not-fastcgi",
  ],
  [
    "error",
    "upstream prematurely closed FastCGI stdout while reading response header from upstream",
    "closed-before-header",
  ],
  [
    "error",
    "upstream prematurely closed FastCGI request while reading response header from upstream",
    "closed-before-header",
  ],
  ["error", 'upstream sent invalid status "x" while reading response header from upstream', "header-invalid"],
  [
    "error",
    "upstream sent invalid FastCGI record type: 5 while reading response header from upstream",
    "not-fastcgi",
  ],
  [
    "error",
    "upstream sent unexpected FastCGI record: 5 while reading response header from upstream",
    "not-fastcgi",
  ],
  ["alert", "uwsgi request is too big: 70000 while connecting to upstream", ""],
  ["error", 'limiting requests, excess: 1.000 by zone "z"', "requests-limited"],
  ["error", 'limiting connections by zone "z"', "connections-limited"],
  ["alert", 'could not allocate node in limit_req zone "z"', "limit-zone-full"],
  ["error", 'rewrite or internal redirection cycle while internally redirecting to "/x"', "redirect-cycle"],
  ["error", 'could not find named location "@x"', "address-invalid"],
  ["error", 'cannot add new server to upstream "X", memory exhausted', "upstream-zone-full"],
  ["crit", 'ngx_slab_alloc() failed: no memory in upstream zone "X"', "upstream-zone-full"],
  ["error", "check time out with peer: 10.0.0.5:80", "check-failed"],
  ["error", "check protocol http error with peer: 10.0.0.5:80", "check-failed"],
  ["error", "disable check peer: 10.0.0.5:80", "endpoint-disabled"],
  ["error", "auth request unexpected status: 500 while sending to client", "authorization-failed"],
  ["error", "zero length URI to proxy", "address-invalid"],
  ["error", "client intended to send too large body: 5 bytes", ""],
] as const;

it.each(STEMS)("[%s] %s", (level, message, event) => {
  const line = `2026/11/28 03:00:00 [${level}] 9#9: *1 ${message}, client: 10.9.9.9, server: a, request: "GET / HTTP/1.1", upstream: "http://10.0.0.5:80/", host: "a"`;
  const [said] = nginxLog.error.open(Buffer.from(line))?.said() ?? [];
  expect(said?.event ?? "").toBe(event);
  if (event !== "") expect(said?.peer).toBe("10.0.0.5:80");
});
