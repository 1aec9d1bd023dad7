/** An answer of Docker to GET /containers/ID/json, cut to what is read and what must not be. */
export const DOCKER = {
  Id: "7b02acb3d906dc925f7741e4e28ac0438161c5016b94b66facd8061d67c0e553",
  Name: "/shop",
  RestartCount: 12,
  State: {
    Status: "restarting",
    Running: true,
    Paused: false,
    Restarting: true,
    OOMKilled: true,
    Dead: false,
    Pid: 0,
    ExitCode: 137,
    Error: "",
    StartedAt: "2026-11-22T02:10:27.643019683Z",
    FinishedAt: "2026-11-22T02:10:31.034286821Z",
    Health: {
      Status: "unhealthy",
      FailingStreak: 3,
      Log: [
        {
          Start: "2026-11-22T02:10:20Z",
          End: "2026-11-22T02:10:21Z",
          ExitCode: 1,
          Output: "curl: (7) refused\n",
        },
      ],
    },
  },
  HostConfig: {
    NetworkMode: "shop_default",
    Memory: 536_870_912,
    RestartPolicy: { Name: "always", MaximumRetryCount: 0 },
    PortBindings: {
      "80/tcp": [{ HostIp: "127.0.0.1", HostPort: "8081" }],
      "53/udp": [{ HostIp: "", HostPort: "53" }],
    },
  },
  Config: {
    Env: ["PASSWORD=hunter2"],
    Cmd: ["serve", "--token", "hunter2"],
    Labels: { note: "hunter2" },
    ExposedPorts: { "80/tcp": {}, "9000/tcp": {} },
  },
  NetworkSettings: {
    Ports: {
      "80/tcp": [
        { HostIp: "0.0.0.0", HostPort: "32768" },
        { HostIp: "::", HostPort: "32768" },
      ],
      "9000/tcp": null,
    },
    Networks: {
      shop_default: {
        Aliases: ["shop", "api"],
        DNSNames: ["shop-1", "api"],
        IPAddress: "172.18.0.3",
        GlobalIPv6Address: "",
      },
    },
  },
};

/** What Podman 4.3.1 answers instead in the same fields, of a container that has ended. */
export const PODMAN = {
  Id: "e0c64f52109ecda9228efa964a042b86d763a376fe477d2824958f7ea1b65e39",
  Name: "/w2",
  RestartCount: 0,
  State: {
    Status: "stopped",
    OOMKilled: false,
    Pid: 0,
    ExitCode: 1,
    Error: "",
    StartedAt: "2026-11-28T13:50:34.317713918Z",
    FinishedAt: "0001-01-01T00:00:00Z",
    Health: { Status: "", FailingStreak: 0, Log: null },
  },
  HostConfig: { NetworkMode: "bridge", Memory: 0, PortBindings: {}, RestartPolicy: { Name: "" } },
  Config: { ExposedPorts: null },
  NetworkSettings: { Ports: {}, Networks: {} },
};
