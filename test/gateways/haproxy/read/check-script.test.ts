import { describe, expect, it } from "vitest";
import { apiOf, backendOf } from "../given.ts";

const script = (lines: string) =>
  apiOf(backendOf(`${lines}\nserver one 10.0.0.1:80 check`)).healthCheck?.script;
const said = (lines: string) =>
  script(lines)?.steps.map((step) =>
    step.kind === "send" ? step.bytes : (step.isNegated ? "! " : "") + heard(step.wanted),
  );
const heard = (wanted: object): string =>
  "text" in wanted ? `${wanted.text}` : "pattern" in wanted ? `/${wanted.pattern}/` : JSON.stringify(wanted);

describe("the script of a check below HTTP", () => {
  it("is none where the connection is all of it", () => {
    expect(script("")).toBeUndefined();
    expect(script("option tcp-check")).toBeUndefined();
    expect(script("option tcp-check\ntcp-check connect port 81")).toBeUndefined();
    expect(script("option httpchk\ntcp-check send PING\\r\\n")).toBeUndefined();
    expect(script("option external-check")).toBeUndefined();
  });

  it("is what the rules say, in their order", () => {
    const lines = `option tcp-check
tcp-check comment "Redis"
tcp-check connect
tcp-check send PING\\r\\n comment ping
tcp-check expect string +PONG
tcp-check send-binary 0a0D
tcp-check send-lf a%%b
tcp-check expect ! rstring ^-ERR min-recv 4
tcp-check expect !rbinary ^2B
tcp-check set-var(check.x) int(1)
tcp-check expect binary 2b`;
    expect(said(lines)).toEqual(["PING\r\n", "+PONG", "\n\r", "a%b", "! /^-ERR/", "! /^2B/", "+"]);
    expect(script(lines)).toMatchObject({ isPartial: false, hasCredentials: false });
    expect(script(lines)?.steps[4]).toMatchObject({ minBytes: 4, location: { line: expect.any(Number) } });
  });

  it("ends where uhc can't go on", () => {
    const second =
      "option tcp-check\ntcp-check expect string a\ntcp-check connect port 2\ntcp-check expect string b";
    expect(said(second)).toEqual(["a"]);
    expect(script(second)?.isPartial).toBe(true);
    expect(script("option tcp-check\ntcp-check send a\ntcp-check send-lf %[srv_name]")).toMatchObject({
      steps: [{ bytes: "a" }],
      isPartial: true,
    });
    expect(said("option tcp-check\ntcp-check send a\ntcp-check expect custom")).toEqual(["a"]);
  });

  it("knows what may be a password", () => {
    expect(script('option tcp-check\ntcp-check send "AUTH x\\r\\n"')?.hasCredentials).toBe(true);
    expect(script("option tcp-check\ntcp-check send AUTHOR\\r\\n")?.hasCredentials).toBe(false);
  });

  it.each([
    ["redis-check", ["*1\r\n$4\r\nPING\r\n", "+PONG\r\n"]],
    ["smtpchk", ["/^2[0-9][0-9][ \\r]/", "HELO localhost\r\n", "/^2[0-9][0-9][- \\r]/"]],
    ["smtpchk EHLO x.org", ["/^2[0-9][0-9][ \\r]/", "EHLO x.org\r\n", "/^2[0-9][0-9][- \\r]/"]],
    ["mysql-check", ['{"kind":"mysql-packet","place":0}']],
  ])("option %s", (option, steps) => {
    expect(said(`option ${option}`)).toEqual(steps);
  });

  it("counts the bytes of logins", () => {
    const bytes = (option: string) =>
      Buffer.from(said(`option ${option}`)?.[0] ?? "", "latin1").toString("hex");
    expect(bytes("pgsql-check user ab")).toBe("00000011000300007573657200616200" + "00");
    expect(bytes("mysql-check user ab pre-41")).toBe("09000001" + "0080000001" + "61620000" + "0100000001");
    const filler = "00".repeat(23);
    expect(bytes("mysql-check user ab")).toBe(`24000001008200000080000121${filler}616200000100000001`);
    expect(bytes("ldap-check")).toBe("300c020101600702010304008000");
  });
});
