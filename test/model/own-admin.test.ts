import { describe, expect, it } from "vitest";
import { ownAdminPlace } from "../../src/model/own-admin.ts";
import { assumed } from "../../src/model/source.ts";

const at = { file: "a.yaml", line: 1, column: 1 };
const tcp = (host: string) =>
  ownAdminPlace({ admin: assumed({ kind: "tcp", host, port: 9901, isAddress: true }, at) })?.text;

describe("the admin surface that a config names", () => {
  it("is asked on this host", () => {
    expect(tcp("127.0.0.1")).toBe("http://127.0.0.1:9901/");
    expect(tcp("0.0.0.0")).toBe("http://127.0.0.1:9901/");
    expect(tcp("::")).toBe("http://[::1]:9901/");
    expect(ownAdminPlace({ admin: assumed({ kind: "unix", path: "/run/a.sock" }, at) })?.text).toBe(
      "unix:/run/a.sock",
    );
  });
  it("is left alone elsewhere", () => {
    expect(tcp("10.0.0.5")).toBeUndefined();
    expect(ownAdminPlace({})).toBeUndefined();
  });
});
