import { describe, expect, it } from "vitest";
import { parseResolvConf } from "../../../src/probes/dns/resolv-conf.ts";

describe("resolv.conf", () => {
  it("keeps three servers and the last search line", () => {
    const conf = parseResolvConf(
      "# a comment\nsearch old.test\nnameserver 10.0.0.1\nnameserver 10.0.0.1\nnameserver fe80::1%eth0\n" +
        "nameserver 10.0.0.3\nnameserver 10.0.0.4\nnameserver nonsense\nsearch a.test b.test.\n",
    );
    expect(conf.nameservers).toEqual(["10.0.0.1", "fe80::1%eth0", "10.0.0.3"]);
    expect(conf.search).toEqual(["a.test", "b.test"]);
  });

  it("a domain line is a search list of one", () => {
    expect(parseResolvConf("domain corp.test ignored\n").search).toEqual(["corp.test"]);
  });

  it("an empty file means the server on this host", () => {
    expect(parseResolvConf("")).toMatchObject({ nameservers: ["127.0.0.1"], search: [], ndots: 1 });
  });

  it("reads options, the last one wins, ndots at most 15", () => {
    const conf = parseResolvConf("options ndots:2 use-vc rotate\noptions ndots:99 no-aaaa no-tld-query\n");
    expect(conf).toMatchObject({ ndots: 15, usesTcp: true, skipsIpv6: true, skipsTopLevel: true });
  });
});
