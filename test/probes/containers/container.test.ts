import { describe, expect, it } from "vitest";
import { inspected } from "../../../src/probes/containers/container.ts";
import { DOCKER, PODMAN } from "./recorded.ts";

const beside = { listens: undefined, gatewayPids: [] };

describe("what an engine tells of a container", () => {
  it("is taken from Docker's words", () => {
    expect(inspected(DOCKER, "docker")?.with(beside)).toEqual({
      engine: "docker",
      id: DOCKER.Id,
      name: "shop",
      status: "restarting",
      exitCode: 137,
      isOomKilled: true,
      error: "",
      startedAt: Date.UTC(2026, 10, 22, 2, 10, 27, 643),
      finishedAt: Date.UTC(2026, 10, 22, 2, 10, 31, 34),
      restarts: 12,
      restartPolicy: "always",
      memoryLimit: 536_870_912,
      health: { status: "unhealthy", failingStreak: 3, lastOutput: "curl: (7) refused\n" },
      published: [
        { hostAddress: "127.0.0.1", hostPort: 8081, port: 80 },
        { hostAddress: "0.0.0.0", hostPort: 32_768, port: 80 },
        { hostAddress: "::", hostPort: 32_768, port: 80 },
      ],
      exposed: [80, 9000],
      networkMode: "shop_default",
      networks: [{ name: "shop_default", addresses: ["172.18.0.3"], aliases: ["shop", "api", "shop-1"] }],
      ...beside,
    });
  });
  it("is taken from Podman's", () => {
    expect(inspected(PODMAN, "podman")?.with(beside)).toMatchObject({
      name: "w2",
      status: "exited",
      exitCode: 1,
      finishedAt: undefined,
      health: undefined,
      memoryLimit: undefined,
      restartPolicy: "no",
      networks: [],
    });
  });
  it("leaves environment, command line and labels where they are", () => {
    expect(JSON.stringify(inspected(DOCKER, "docker")?.with(beside))).not.toContain("hunter2");
  });
  it.each([[null], ["text"], [[]], [{}], [{ Id: "../../etc", State: {} }], [{ Id: DOCKER.Id }]])(
    "is nothing where the answer is %j",
    (answer) => {
      expect(inspected(answer, "docker")).toBeUndefined();
    },
  );
  it("is bounded, and skips what has another shape", () => {
    const ports = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, nth) => [`${nth + 1}/tcp`, [{ HostIp: "", HostPort: `${nth + 1}` }]]),
    );
    const hostile = {
      Id: DOCKER.Id,
      Name: `/${"x".repeat(100_000)}`,
      RestartCount: "12",
      State: { Status: "sleeping", ExitCode: "1", StartedAt: 7, Pid: "1; rm", Health: [] },
      HostConfig: { PortBindings: { ...ports, "99999/tcp": [{}], "80/tcp": "all" } },
      Config: { ExposedPorts: [80] },
      NetworkSettings: { Networks: { n: { IPAddress: {}, Aliases: [1, "a"], DNSNames: "b" } } },
    };
    const read = inspected(hostile, "docker");
    const told = read?.with(beside);
    expect(read?.pid).toBe(0);
    expect(told).toMatchObject({ status: "unknown", exitCode: 0, restarts: 0, startedAt: undefined });
    expect(told?.networks).toEqual([{ name: "n", addresses: [], aliases: ["a"] }]);
    expect(told?.name.length).toBe(199);
    expect(told?.published.length).toBe(256);
  });
});
