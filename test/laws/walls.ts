import { readdirSync } from "node:fs";

/** Who may import whom: the walls of the house, as data. Enforced by walls.test.ts. */
export interface Room {
  /** Files below it belong to the room; the longest match decides. */
  readonly path: string;
  /** Rooms it may import besides itself. */
  readonly rooms: readonly string[];
  /** Packages and Node modules it may import. */
  readonly modules: readonly string[];
}

const FILES = ["node:fs", "node:fs/promises", "node:path", "node:url"];

/** Every kind of gateway is a room of its own, which knows nothing of the others. */
const GATEWAYS: readonly Room[] = readdirSync("src/gateways", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({
    path: `src/gateways/${name}`,
    rooms: ["src/model", "src/text", "src/gateways"],
    modules: ["ipaddr.js", "node:path"],
  }));

export const ROOMS: readonly Room[] = [
  { path: "src/model", rooms: [], modules: [] },
  { path: "src/text", rooms: ["src/model"], modules: [...FILES, "node:buffer", "node:util", "yaml"] },
  {
    path: "src/gateways",
    rooms: ["src/model", "src/text", ...GATEWAYS.map(({ path }) => path)],
    modules: ["node:path"],
  },
  ...GATEWAYS,
  { path: "src/testimony", rooms: ["src/model"], modules: [] },
  { path: "checks", rooms: ["src/model", "src/testimony"], modules: [] },
  { path: "src/plan", rooms: ["src/model"], modules: ["ipaddr.js"] },
  {
    path: "src/probes",
    rooms: ["src/model", "src/text"],
    modules: [
      ...FILES,
      "node:net",
      "node:tls",
      "node:http2",
      "node:dgram",
      "node:dns",
      "node:child_process",
      "node:os",
      "node:crypto",
      "node:stream",
      "node:stream/promises",
      "node:events",
      "node:timers/promises",
      "node:perf_hooks",
      "node:worker_threads",
      "node:zlib",
      "node:util",
      "undici",
      "dns-packet",
      "systeminformation",
      "ipaddr.js",
    ],
  },
  { path: "src/run", rooms: ["src/model", "src/plan"], modules: [] },
  { path: "src/judge", rooms: ["src/model"], modules: ["ipaddr.js"] },
  {
    path: "src/report",
    rooms: ["src/model", "src/text"],
    modules: ["string-width", "wrap-ansi", "node:path"],
  },
  {
    path: "src/demo",
    rooms: ["src/model"],
    modules: [
      ...FILES,
      "node:net",
      "node:tls",
      "node:http",
      "node:https",
      "node:http2",
      "node:crypto",
      "node:os",
      "node:events",
      "node:worker_threads",
    ],
  },
  {
    path: "src/cli",
    rooms: [
      "src/model",
      "src/text",
      "src/gateways",
      "src/plan",
      "src/probes",
      "src/run",
      "src/judge",
      "src/report",
      "src/demo",
      "checks",
    ],
    modules: [
      ...FILES,
      "commander",
      "chalk",
      "ora",
      "node:process",
      "node:os",
      "node:tty",
      "node:util",
      "node:events",
      "node:zlib",
      "node:module",
      "node:v8",
      "node:vm",
    ],
  },
];
