import { describe, expect, it } from "vitest";
import check from "../../../checks/config/checks-can-pass.ts";
import { backendOf } from "../../gateways/haproxy/given.ts";
import { said, strongest, verdict } from "../../given/look.ts";

const judged = (lines: string) => verdict(check, [], { gateway: backendOf(lines) });
const CHECKED = "server one 10.0.0.1:80 check";

describe("a check that no healthy endpoint can pass", () => {
  it("is one that is described and not made", () => {
    const found = strongest(judged("option httpchk GET /h\nserver one 10.0.0.1:80"));
    expect(found).toMatchObject({ cause: "health-check-missing", role: "latent" });
    expect(found.args.title).toContain("option httpchk of 'api' does nothing");
    expect(said(judged("option httpchk GET /h\nserver one 10.0.0.1:80 agent-check agent-port 1"))).toEqual(
      [],
    );
    expect(said(judged(`option httpchk GET /h\n${CHECKED}\nserver two 10.0.0.2:80`))).toEqual([]);
  });
  it("asks in HTTP/1.1 and names no host", () => {
    expect(strongest(judged(`option httpchk GET / HTTP/1.1\n${CHECKED}`)).cause).toBe(
      "health-status-unexpected",
    );
    expect(said(judged(`option httpchk GET / HTTP/1.0\n${CHECKED}`))).toEqual([]);
    expect(said(judged(`option httpchk GET / HTTP/1.1\\r\\nHost:\\ x\n${CHECKED}`))).toEqual([]);
    expect(said(judged(`option httpchk GET / HTTP/1.1\nhttp-check expect status 400\n${CHECKED}`))).toEqual(
      [],
    );
  });
  it("waits for the end of the connection", () => {
    const lines = `option tcp-check\ntcp-check expect ! string ERR\n${CHECKED}`;
    expect(strongest(judged(lines)).cause).toBe("health-check-too-aggressive");
    expect(said(judged(lines.replace("expect", "expect min-recv 3")))).toEqual([]);
    expect(said(judged(lines.replace("! ", "")))).toEqual([]);
  });
});
