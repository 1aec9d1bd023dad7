import { expect, it } from "vitest";
import { parseCaddyCommand } from "../../../src/gateways/caddy/command-line.ts";
import { caddyProgram } from "../../../src/gateways/caddy/program.ts";

function placesOf(line: string, environment: Readonly<Record<string, string>> = {}) {
  const command = parseCaddyCommand(line.split(" "));
  if (command === undefined) throw new Error("no command");
  return caddyProgram.places(command, {
    workingDirectory: "/srv",
    environment: new Map(Object.entries(environment)),
    builtIn: undefined,
  });
}
const filesOf = (line: string, environment?: Readonly<Record<string, string>>) =>
  placesOf(line, environment).map(({ files }) => files[0]);

it("counts the file that it names from its folder", () => {
  expect(placesOf("caddy run --config a/Caddyfile")).toEqual([
    { files: ["/srv/a/Caddyfile"], from: "command-line" },
  ]);
});

it("takes the Caddyfile beside it, else what ran last", () => {
  expect(filesOf("caddy run", { HOME: "/var/lib/caddy" })).toEqual([
    "/srv/Caddyfile",
    "/var/lib/caddy/.config/caddy/autosave.json",
  ]);
  expect(filesOf("caddy run")).toEqual(["/srv/Caddyfile"]);
});

it("takes what ran last alone where it was told to resume", () => {
  expect(
    filesOf("caddy run --resume --config c.json", { XDG_CONFIG_HOME: "/config", HOME: "/root" }),
  ).toEqual(["/config/caddy/autosave.json"]);
});

it("finds its version in what it prints, and in its bytes", () => {
  expect(caddyProgram.version?.read("v2.8.4 h1:abc=")).toMatchObject({ version: "2.8.4" });
  expect(caddyProgram.version?.read("dep\tgithub.com/caddyserver/caddy/v2\tv2.6.2\t")).toMatchObject({
    version: "2.6.2",
  });
});
