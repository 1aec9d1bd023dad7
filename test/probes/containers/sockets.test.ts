import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { engineSockets, socketsHere } from "../../../src/probes/containers/sockets.ts";

const folder = mkdtempSync(join(tmpdir(), "uhc-sockets-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("where engines listen", () => {
  it("is the host's own place, this user's, and what is named as a unix socket", () => {
    const variables = { DOCKER_HOST: "unix:///x/d.sock", XDG_RUNTIME_DIR: "/run/user/7" };
    expect(engineSockets(variables)).toEqual([
      "/x/d.sock",
      "/var/run/docker.sock",
      "/run/podman/podman.sock",
      "/run/user/7/docker.sock",
      "/run/user/7/podman/podman.sock",
    ]);
  });
  it("is nowhere else: an engine on another host is not asked", () => {
    const named = { DOCKER_HOST: "tcp://10.0.0.5:2375", CONTAINER_HOST: "ssh://core@host/run/p.sock" };
    expect(engineSockets(named)).toEqual(engineSockets({}));
  });
  it("is told once for a link that leads to another one", async () => {
    const real = join(folder, "podman.sock");
    const link = join(folder, "docker.sock");
    mkdirSync(join(folder, "empty"));
    writeFileSync(real, "");
    symlinkSync(real, link);
    expect(await socketsHere([link, real, join(folder, "empty/none.sock")])).toEqual([
      { path: link, engine: "podman" },
    ]);
  });
});
