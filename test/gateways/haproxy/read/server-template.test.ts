import { describe, expect, it } from "vitest";
import { apiOf, gatewayOf } from "../given.ts";

const resolution = (server: string) => {
  const text = `resolvers dns\nnameserver a 10.0.0.2:53\ndefaults\nmode http\nfrontend web\nbind :80\ndefault_backend api\nbackend api\n${server}\n`;
  return apiOf(gatewayOf(text)).endpoints[0]?.resolution;
};

describe("the addresses of a name", () => {
  it("go to the slots of a template, all of them", () => {
    const own = resolution("server-template app 3 app.internal:80 resolvers dns");
    expect(own).toMatchObject({ kind: "own", families: ["ipv4", "ipv6"] });
    expect(own).not.toHaveProperty("picks");
  });
  it("are one for a server, IPv6 where there is any", () => {
    expect(resolution("server app app.internal:80 resolvers dns")).toMatchObject({
      picks: { family: "ipv6", isFirstOnly: true },
    });
  });
});
