import { describe, expect, it } from "vitest";
import check from "../../../checks/tls/certificate-name.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { certificate, handshake, overTls } from "../../given/observation.ts";

const request = overTls({ verify: true, verifyName: "api" });
const shown = (code: number, nameMatches: boolean, about = { request }) =>
  handshake({ chain: [certificate()], verification: { code, reason: undefined, nameMatches } }, about);

describe("tls-certificate-name-mismatch", () => {
  it("fires when the chain verifies and the name does not match", () => {
    const found = strongest(verdict(check, [shown(0, false)]));
    expect(found).toMatchObject({
      cause: "tls-certificate-name-mismatch",
      strength: 0.97,
      ground: "certificate:f1",
    });
    expect(found.evidence).toEqual([
      "the certificate is for api.internal; nginx checks it for api",
      "api is the name of the group in the config, which no certificate knows",
    ]);
  });
  it("says that an address in the certificate does not count, and proposes none", () => {
    const facts = {
      chain: [certificate({ names: ["10.0.0.5"] })],
      verification: { code: 0, reason: undefined, nameMatches: false },
    };
    const byAddress = overTls({ verify: true, verifyName: "10.0.0.5" });
    const found = strongest(verdict(check, [handshake(facts, { request: byAddress })]));
    expect(found.evidence).toContain("it compares names alone: an address in the certificate does not count");
    expect(found.args).toMatchObject({ firstName: "" });
  });
  it("stays quiet where the chain fails first, as the gateway sees it", () => {
    expect(said(verdict(check, [shown(10, false)]))).toEqual([]);
  });
  it("stays quiet where nobody verifies", () => {
    expect(said(verdict(check, [shown(0, false, { request: overTls() })]))).toEqual([]);
  });
  it("stays quiet where the right certificate comes with a server name", () => {
    const right = handshake(
      { chain: [certificate()], verification: { code: 0, reason: undefined, nameMatches: true } },
      { experiment: "server-name", request },
    );
    expect(said(verdict(check, [shown(0, false), right]))).toEqual([]);
  });
  it("stays quiet about a name that matches", () => {
    expect(said(verdict(check, [shown(0, true)]))).toEqual([]);
  });
});
