import { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { proxyHeader } from "../../src/probes/proxy-protocol.ts";

/** A socket that says that it is connected so. */
function connected(local: string | undefined, remote: string | undefined): Socket {
  return Object.defineProperties(new Socket(), {
    localAddress: { value: local },
    remoteAddress: { value: remote },
    localPort: { value: local && 4660 },
    remotePort: { value: remote && 443 },
  });
}
const SIGNATURE = "0d0a0d0a000d0a515549540a";

describe("version 1", () => {
  test.each([
    ["10.0.0.1", "10.0.0.2", "PROXY TCP4 10.0.0.1 10.0.0.2 4660 443\r\n"],
    ["fe80::1%eth0", "fe80::2%eth0", "PROXY TCP6 fe80::1 fe80::2 4660 443\r\n"],
    [undefined, undefined, "PROXY UNKNOWN\r\n"],
  ])("from %s to %s", (local, remote, header) => {
    expect(proxyHeader(1, connected(local, remote)).toString()).toBe(header);
  });
});

describe("version 2", () => {
  test.each([
    ["10.0.0.1", "10.0.0.2", "2111000c0a0000010a000002123401bb"],
    [
      "2001:db8::1",
      "::ffff:1.2.3.4",
      "2121002420010db800000000000000000000000100000000000000000000ffff01020304123401bb",
    ],
    [undefined, undefined, "21000000"],
  ])("from %s to %s", (local, remote, rest) => {
    expect(proxyHeader(2, connected(local, remote)).toString("hex")).toBe(SIGNATURE + rest);
  });
});
