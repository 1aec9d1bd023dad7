import { describe, expect, it } from "vitest";
import check from "../../../checks/network/unix-socket.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { owner } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect, type End, ended, file } from "../../given/network.ts";

const PATH = "/run/app/app.sock";
const unix = endpoint(`unix:${PATH}`, { target: { kind: "unix", path: PATH }, resolution: { kind: "none" } });
const world = gateway([upstream("api", [unix])], [route("/", "api")]);

function seen(end: End, ...files: readonly ReturnType<typeof file>[]) {
  return verdict(check, [connect(`unix:${PATH}`, end), ...files], { gateway: world });
}

describe("unix-socket-missing", () => {
  it("fires when nothing lies at the path", () => {
    const none = file(PATH, { type: undefined }, ended("ENOENT"));
    expect(strongest(seen("ENOENT", none))).toMatchObject({ cause: "unix-socket-missing", strength: 0.95 });
  });
  it("is unsure when the file was there a moment before", () => {
    expect(strongest(seen("ENOENT", file(PATH, {}))).strength).toBe(0.6);
  });
  it("fires on the file system's word alone when nobody connected", () => {
    const none = file(PATH, { type: undefined }, ended("ENOENT"));
    expect(said(verdict(check, [none], { gateway: world }))).toEqual(["root unix-socket-missing"]);
  });
  it("names who listens where only it sees the file, and who listens on a file that is gone", () => {
    const hidden = (isThere: boolean) =>
      strongest(
        seen(
          "ENOENT",
          file(
            PATH,
            { type: undefined, hidden: { owner: owner(77, "node", { unit: "api.service" }), isThere } },
            ended("ENOENT"),
          ),
        ),
      );
    expect(hidden(true)).toMatchObject({ args: { hidden: "namespace" } });
    expect(hidden(true).evidence.at(-1)).toBe(
      "pid 77 node, api.service listens on a socket of this very path, and sees its file where it is: in a mount namespace of its own",
    );
    expect(hidden(false)).toMatchObject({ args: { hidden: "deleted" } });
  });
  it("is not what a file without a listener is", () => {
    expect(said(seen("ECONNREFUSED", file(PATH, { userMayOpen: true })))).not.toContain(
      "root unix-socket-missing",
    );
  });
});

describe("unix-socket-denied", () => {
  it("fires when the workers may not open what uhc could open", () => {
    const closed = file(PATH, { userMayOpen: false, blockedAt: "/run/app" });
    const found = strongest(seen("answered", closed));
    expect(found).toMatchObject({ cause: "unix-socket-denied", role: "root", strength: 0.9 });
    expect(found.evidence).toContain("www-data is stopped at /run/app");
    expect(found.evidence).toContain(`${PATH} has mode 0600, app:app`);
  });
  it("is surer when uhc is kept out too, and unsure when only that is known", () => {
    expect(strongest(seen("denied", file(PATH, { userMayOpen: false }))).strength).toBe(0.95);
    expect(strongest(seen("denied")).strength).toBe(0.6);
  });
  it("does not take uhc's own lack of permission for the gateway's", () => {
    const found = seen("denied", file(PATH, { userMayOpen: true }));
    expect(said(found)).toEqual([]);
    expect(found.status).toBe("skip");
  });
  it("is ruled out when the workers may open it", () => {
    expect(said(seen("answered", file(PATH, { userMayOpen: true })))).toEqual([
      "against unix-socket-missing",
      "against unix-socket-denied",
    ]);
  });
});

describe("unix-socket", () => {
  it("has nothing to say about an address", () => {
    const tcp = gateway([upstream("api", [endpoint("10.0.0.5:80")])], [route("/", "api")]);
    expect(verdict(check, [connect("10.0.0.5:80", "ECONNREFUSED")], { gateway: tcp })).toMatchObject({
      status: "pass",
      findings: [],
    });
  });
});
