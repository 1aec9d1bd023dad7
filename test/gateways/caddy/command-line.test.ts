import { expect, it } from "vitest";
import { parseCaddyCommand } from "../../../src/gateways/caddy/command-line.ts";

it("reads the command line of a Caddy, and no other", () => {
  const unit = "/usr/bin/caddy run --environ --config /etc/caddy/Caddyfile".split(" ");
  expect(parseCaddyCommand(unit)).toEqual({
    program: "/usr/bin/caddy",
    configFiles: ["/etc/caddy/Caddyfile"],
    directory: undefined,
    environmentFiles: [],
    resumes: false,
    isOneShot: false,
  });
  expect(parseCaddyCommand(["caddy", "run", "--resume", "--config=c.json"])).toEqual({
    program: "caddy",
    configFiles: ["c.json"],
    directory: undefined,
    environmentFiles: [],
    resumes: true,
    isOneShot: false,
  });
  const files = "caddy run --envfile a.env --config c --envfile=b.env".split(" ");
  expect(parseCaddyCommand(files)?.environmentFiles).toEqual(["a.env", "b.env"]);
  expect(parseCaddyCommand(["caddy", "run"])?.configFiles).toEqual([]);
  expect(parseCaddyCommand(["caddy", "reload", "-c", "x"])?.isOneShot).toBe(true);
  expect(parseCaddyCommand(["nginx", "run"])).toBeUndefined();
});
