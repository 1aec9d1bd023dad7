import { describe, expect, it } from "vitest";
import type { AdminCertificate } from "../../src/model/admin.ts";
import { certificateFileSteps } from "../../src/plan/certificate-files.ts";
import { gateway } from "../given/gateway.ts";
import { admin, adminPlace } from "../given/host.ts";

const own = (path: string | undefined, use: AdminCertificate["use"] = "own"): AdminCertificate => ({
  path,
  use,
  serial: "1",
  names: [],
  notBefore: 0,
  notAfter: 1,
});
const asked = (certificates: readonly AdminCertificate[], place = adminPlace(9901, "/")) =>
  certificateFileSteps(gateway([], []), place)([admin({ certificates })]).map(({ request }) => request);

describe("files of the gateway's own certificates", () => {
  it("are looked at once each, after the gateway has named them", () => {
    expect(asked([own("/a.crt"), own("/a.crt"), own("/ca.crt", "trusted"), own(undefined)])).toEqual([
      { kind: "file", path: "/a.crt", purpose: "certificate", user: undefined },
    ]);
  });
  it("are few, however many there are", () => {
    expect(asked(Array.from({ length: 99 }, (_, at) => own(`/${at}`)))).toHaveLength(16);
  });
  it("lie elsewhere for a gateway elsewhere", () => {
    const target = { kind: "tcp", host: "10.0.0.1", port: 9901, isAddress: true } as const;
    expect(asked([own("/a.crt")], adminPlace(9901, "/", { target }))).toEqual([]);
  });
});
