import { describe, expect, it } from "vitest";
import check from "../../../checks/config/streams-outlast.ts";
import { bootstrap, readText } from "../../gateways/envoy/given.ts";
import { said, strongest, verdict } from "../../given/look.ts";

const world = (prefix: string, action = "") => ({
  gateway: readText(
    bootstrap(`- match: { prefix: ${prefix} }\n  route: { cluster: api${action} }`, "- name: api"),
  ),
});

describe("a route whose path says that answers are streamed", () => {
  it("is cut after Envoy's 15 s: timeout-too-short", () => {
    const found = strongest(verdict(check, [], world("/v1/chat/completions")));
    expect(found).toMatchObject({ cause: "timeout-too-short", role: "latent", severity: "warning" });
    expect(found.args.title).toBe("Streams on /v1/chat/completions are cut after 15 s");
  });
  it("is cut after what somebody wrote, for information", () => {
    expect(strongest(verdict(check, [], world("/events", ", timeout: 30s"))).severity).toBe("info");
  });
  it.each([
    ["/events", ", timeout: 0s"],
    ["/events", ", timeout: 600s"],
    ["/eventsource-docs/", ""],
    ["/", ""],
  ])("%s%s is left alone", (prefix, action) => {
    expect(said(verdict(check, [], world(prefix, action)))).toEqual([]);
  });
});
