import { expect, test } from "vitest";
import { classifyFirstBytes } from "../../src/probes/first-bytes.ts";

test.each([
  ["http", "HTTP/1.1 400 Bad Request\r\n"],
  ["http", "<!DOCTYPE html><html>"],
  ["http2", "\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x64"],
  ["tls", "\x15\x03\x01\0\x02\x02\x46"],
  ["tls", "\x16\x03\x03\0\x7a\x02"],
  ["ssh", "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"],
  ["smtp", "220 mail.test ESMTP Postfix\r\n"],
  ["smtp", "554 mail.test ESMTP not now\r\n"],
  ["smtp", "220 mail.test ready\r\n"],
  ["ftp", "220 (vsFTPd 3.0.3)\r\n"],
  ["ftp", "530 Please login with USER and PASS.\r\n"],
  ["imap", "* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n"],
  ["pop3", "+OK Dovecot ready.\r\n"],
  ["pop3", "-ERR Unknown command.\r\n"],
  ["redis", "-ERR unknown command 'GET', with args beginning with: '/'\r\n"],
  ["redis", "-NOAUTH Authentication required.\r\n"],
  ["redis", "-DENIED Redis is running in protected mode\r\n"],
  ["mysql", "J\0\0\0\x0a8.0.36\0"],
  ["mysql", "E\0\0\0\xffj\x04Host '1.2.3.4' is not allowed"],
  ["postgresql", "E\0\0\0\x8dSFATAL\0VFATAL\0"],
  ["postgresql", "N"],
  ["amqp", "AMQP\0\0\x09\x01"],
  ["fastcgi", "\x01\x06\0\x01\0\x40\0\0Status: 404"],
  ["unknown", "hello\r\n"],
  ["unknown", "\0"],
  ["unknown", "N0"],
] as const)("%s is told by %j", (protocol, bytes) => {
  expect(classifyFirstBytes(Buffer.from(bytes, "latin1"))).toBe(protocol);
});

test("nothing says nothing", () => {
  expect(classifyFirstBytes(Buffer.alloc(0))).toBeUndefined();
});
