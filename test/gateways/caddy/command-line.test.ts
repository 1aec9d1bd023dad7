import { expect, it } from "vitest";
import { parseCaddyCommand } from "../../../src/gateways/caddy/command-line.ts";

it("reads the command line of a Caddy, and no other", () => {
  const unit = "/usr/bin/caddy run --environ --config /etc/caddy/Caddyfile".split(" ");
  expect(parseCaddyCommand(unit)).toEqual({
    program: "/usr/bin/caddy",
    configFiles: ["/etc/caddy/Caddyfile"],
    directory: undefined,
    resumes: false,
    isOneShot: false,
  });
  expect(parseCaddyCommand(["caddy", "run", "--resume", "--config=c.json"])).toEqual({
    program: "caddy",
    configFiles: ["c.json"],
    directory: undefined,
    resumes: true,
    isOneShot: false,
  });
  expect(parseCaddyCommand(["caddy", "run"])?.configFiles).toEqual([]);
  expect(parseCaddyCommand(["caddy", "reload", "-c", "x"])?.isOneShot).toBe(true);
  expect(parseCaddyCommand(["nginx", "run"])).toBeUndefined();
});
