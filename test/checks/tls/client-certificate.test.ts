import { describe, expect, it } from "vitest";
import check from "../../../checks/tls/client-certificate.ts";
import { written } from "../../../src/model/source.ts";
import { world } from "../../given/endpoint.ts";
import { forward, tls } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { file } from "../../given/network.ts";
import { alerted, exchange, handshake, overTls, rejected, reset } from "../../given/observation.ts";

const at = { file: "/etc/gateway.conf", line: 7, column: 1 };
const clientCertificate = {
  certificateFile: written("/etc/my client.crt", at),
  keyFile: written("/etc/client.key", at),
};
const sent = { request: overTls({ clientCertificate }) };
const settings = forward("api", { tls: tls({ clientCertificate }) });
const configured = world({ route: { forward: settings } });
const asked = { clientCertificateRequested: true };

describe("tls-client-certificate-required", () => {
  it("fires on alert 116, in the handshake or after it", () => {
    expect(strongest(verdict(check, [alerted(116)])).strength).toBe(0.98);
    const late = exchange({}, { outcome: rejected("alert 116"), request: overTls() });
    expect(said(verdict(check, [handshake(), late]))).toEqual(["root tls-client-certificate-required"]);
  });
  it("fires on alert 40 or 42 after a request for a certificate", () => {
    for (const number of [40, 42])
      expect(strongest(verdict(check, [alerted(number, asked)])).strength).toBe(0.94);
  });
  it("is only one suspect for alert 40 whose request nobody saw", () => {
    expect(strongest(verdict(check, [alerted(40)])).strength).toBe(0.3);
  });
  it("fires on nginx's page", () => {
    const page = { status: 400, bodyStart: "<center>No required SSL certificate was sent</center>" };
    expect(said(verdict(check, [handshake(), exchange(page, { request: overTls() })]))).toHaveLength(1);
  });
  it("fires when a server that asked for one hangs up", () => {
    expect(strongest(verdict(check, [handshake(asked, { outcome: reset })])).strength).toBe(0.75);
  });
  it.each([42, 43, 45, 46, 48])("fires when the certificate that is sent meets alert %i", (number) => {
    const found = strongest(verdict(check, [alerted(number, asked, sent)], { gateway: configured }));
    expect(found.locations[0]).toEqual(at);
    const text = check.causes["tls-client-certificate-required"];
    const of = { args: found.args, subjects: [], endpointCount: 1, where: "10.0.0.5:8443" };
    expect(text?.title(of)).toBe("The client certificate that nginx sends is refused: 10.0.0.5:8443");
    expect(text?.fix(of).commands[0]).toContain("-in '/etc/my client.crt'");
  });
  it("fires when a server that demands one closes on the one that it is shown", () => {
    const cut = exchange({}, { outcome: reset, request: overTls({ clientCertificate }) });
    const seen = [handshake(asked, sent), cut];
    const demand = alerted(116, {}, { experiment: "http-version" });
    const found = strongest(verdict(check, [...seen, demand], { gateway: configured }));
    expect(found.strength).toBe(0.8);
    expect(found.evidence).toContain("without any certificate: TLS alert 116 (certificate_required)");
    const held = { serial: "1", names: [], notBefore: -2, notAfter: -60_000 };
    const socket = file("/etc/my client.crt", { certificate: held });
    const request = { ...socket.request, purpose: "certificate" } as const;
    const own = { ...socket, request, subjects: [{ gateway: "nginx" }] };
    const dated = strongest(verdict(check, [...seen, demand, own], { gateway: configured }));
    expect(dated.strength).toBe(0.94);
    expect(dated.evidence.at(-1)).toBe(
      "/etc/my client.crt holds a certificate that expired 1969-12-31 23:59",
    );
    // it may close for any other reason
    expect(said(verdict(check, seen, { gateway: configured }))).toEqual([]);
  });
  it("stays quiet about a request that may go unanswered", () => {
    const answer = exchange({}, { request: overTls() });
    expect(said(verdict(check, [handshake(asked), answer]))).toEqual([]);
  });
  it("stays quiet about alert 40 with a certificate, or without a request for one, or that a name cures", () => {
    expect(said(verdict(check, [alerted(40, {}, sent)]))).toEqual([]);
    expect(said(verdict(check, [alerted(40, { clientCertificateRequested: false })]))).toEqual([]);
    expect(said(verdict(check, [alerted(40), handshake({}, { experiment: "server-name" })]))).toEqual([]);
  });
});
