import { describe, expect, it } from "vitest";
import { parseNameSwitch } from "../../../src/probes/dns/name-switch.ts";

describe("nsswitch.conf", () => {
  it("names the sources that uhc knows in their order, and the others apart", () => {
    const order = parseNameSwitch(
      "passwd: files ldap\nhosts: dns mdns4_minimal [NOTFOUND=return] files # x\n",
    );
    expect(order).toEqual({ sources: ["dns", "files"], others: ["mdns4_minimal"], knowsLocalhost: false });
  });

  it("systemd-resolved counts as DNS", () => {
    expect(parseNameSwitch("hosts: files resolve [!UNAVAIL=return] dns").sources).toEqual(["files", "dns"]);
  });

  it("two modules know localhost by themselves", () => {
    expect(parseNameSwitch("hosts: files myhostname dns").knowsLocalhost).toBe(true);
    expect(parseNameSwitch("hosts: resolve files").knowsLocalhost).toBe(true);
  });

  it("without the line it is files, then dns", () => {
    expect(parseNameSwitch("")).toEqual({ sources: ["files", "dns"], others: [], knowsLocalhost: false });
  });
});
