import { describe, expect, it } from "vitest";
import { adminCommand } from "../../src/testimony/admin-command.ts";

describe("the command that asks an admin surface", () => {
  it.each([
    ["http://127.0.0.1:8080/api/", "", "curl -s http://127.0.0.1:8080/api/"],
    ["http://127.0.0.1:9901/", "clusters", "curl -s http://127.0.0.1:9901/clusters"],
    ["http://127.0.0.1:9901", "stats?filter=a", "curl -s 'http://127.0.0.1:9901/stats?filter=a'"],
    ["unix:/run/caddy.sock", "config/", "curl -s --unix-socket /run/caddy.sock http://localhost/config/"],
    ["unix:/run/n.sock:/api", "", "curl -s --unix-socket /run/n.sock http://localhost/api"],
  ])("at %s, for %j", (place, path, command) => {
    expect(adminCommand(place, path)).toBe(command);
  });
});
