import { describe, expect, it } from "vitest";
import { DEMO_CA, GOOD_CERTIFICATE } from "../../src/demo/certificates.ts";
import { fileCertificate } from "../../src/probes/file-certificate.ts";

const read = (text: string) => fileCertificate("/a.crt", async () => Buffer.from(text));

describe("the certificate in a file", () => {
  it("is the first one, whatever stands before it", async () => {
    expect(await read(`subject=api\n${GOOD_CERTIFICATE}${DEMO_CA}`)).toEqual({
      serial: "59d67b0a4bd5004e4bfd1e165e23ba51f31e1f7b",
      names: ["api.demo.test"],
      notBefore: Date.UTC(2020, 0, 1),
      notAfter: Date.UTC(2120, 0, 1),
    });
  });
  it("is none where nothing can be read of it", async () => {
    expect(await read("")).toBeUndefined();
    expect(await read("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")).toBeUndefined();
    const denied = { reason: "permission denied", code: "EACCES" };
    expect(await fileCertificate("/a.crt", async () => denied)).toBeUndefined();
  });
});
