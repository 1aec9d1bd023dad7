import { describe, expect, it } from "vitest";
import { adapted, type GivenCaddyfile, jsonOf, placeAt } from "./given.ts";

const HANDLERS = ["apps", "http", "servers", "srv0", "routes", 0, "handle"] as const;

/** The bodies of the answers of the only route, in their order. */
function bodies(text: string, given?: GivenCaddyfile): readonly unknown[] {
  const from = adapted(text, given);
  expect(from.problems).toEqual([]);
  const config = jsonOf(from) as {
    apps: { http: { servers: { srv0: { routes: [{ handle: { body: string }[] }] } } } };
  };
  return config.apps.http.servers.srv0.routes[0].handle.map(({ body }) => body);
}

const messages = (text: string, given?: GivenCaddyfile): readonly string[] =>
  adapted(text, given).problems.map(
    ({ message, location }) => `${location.file}:${location.line} ${message}`,
  );

describe("imports", () => {
  it("of a snippet bring its directives, with the arguments in place", () => {
    const text = '(say) {\n\trespond "{args[0]}, {args.1}" \n}\n:80 {\n\timport say hi "you there"\n}\n';
    expect(bodies(text)).toEqual(["hi, you there"]);
  });

  it("give all arguments, or some of them, as words", () => {
    const text =
      "(go) {\n\treverse_proxy {args[1:]}\n\trespond {args[:1]}\n}\n:80 {\n\timport go x a:1 b:2\n}\n";
    const from = adapted(text);
    expect(placeAt(from, ...HANDLERS, 1, "upstreams", 1)).toBe("/etc/caddy/Caddyfile:2:16");
  });

  it("leave what is out of bounds as it is written", () => {
    expect(bodies('(say) {\n\trespond "{args[3]} {args.x}"\n}\n:80 {\n\timport say hi\n}\n')).toEqual([
      "{args[3]} {args.x}",
    ]);
  });

  it("put a block in the place of {block}, and a part of it in that of {blocks.NAME}", () => {
    const site = (lines: string) => `:80 {\n\timport frame {\n${lines}\t}\n}\n`;
    const whole = "(frame) {\n\trespond frame\n\t{block}\n}\n";
    expect(bodies(whole + site("\t\trespond inner\n"))).toEqual(["frame", "inner"]);
    const part = "(frame) {\n\t{blocks.before}\n\trespond frame\n}\n";
    expect(bodies(part + site("\t\tbefore {\n\t\t\trespond first\n\t\t}\n"))).toEqual(["first", "frame"]);
  });

  it("of files are looked for beside the file that asks, in the order of their names", () => {
    const files = {
      "/etc/caddy/sites/b.caddy": "respond b",
      "/etc/caddy/sites/a.caddy": "import ../more/c.caddy\nrespond a",
      "/etc/caddy/sites/.hidden.caddy": "respond hidden",
      "/etc/caddy/more/c.caddy": "respond c",
    };
    const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(bodies(":80 {\n\timport sites/*.caddy\n}\n", { files: sorted })).toEqual(["c", "a", "b"]);
  });

  it("may bring whole sites, snippets and options", () => {
    const files = {
      "/a": "{\n\tdebug\n}\n",
      "/b": "(say) {\n\trespond {args[0]}\n}\n:80 {\n\timport say b\n}\n",
    };
    const from = adapted("import /a\nimport /b\n", { files });
    expect(from.problems).toEqual([]);
    expect(placeAt(from, ...HANDLERS, 0, "body")).toBe("/b:2:10");
  });

  it("that bring nothing are a note if they are a pattern, else a mistake", () => {
    const none = adapted(":80 {\n\timport none/*.caddy\n\trespond a\n}\n");
    expect([none.problems, none.notes]).toEqual([[], ["no files match the import none/*.caddy"]]);
    expect(messages(":80 {\n\timport none.caddy\n}\n")).toEqual([
      "/etc/caddy/Caddyfile:2 File to import not found: none.caddy",
    ]);
  });

  it("say in which file a mistake is", () => {
    const files = { "/b": "reverse_proxy a:1 {\n\tlb_polic first\n}\n" };
    expect(messages(":80 {\n\timport /b\n}\n", { files })).toEqual([
      "/b:2 unrecognized subdirective lb_polic; did you mean lb_policy?",
    ]);
  });

  it("in a circle are refused", () => {
    expect(messages("(a) {\n\timport b\n}\n(b) {\n\timport a\n}\n:80 {\n\timport a\n}\n")[0]).toContain(
      "a cycle of imports exists",
    );
    expect(messages("import /etc/caddy/Caddyfile\n")[0]).toContain("a cycle of imports exists");
  });

  it("take no block before Caddy 2.9", () => {
    const text = "(a) {\n\trespond a\n}\n:80 {\n\timport a {\n\t\trespond b\n\t}\n}\n";
    expect(messages(text)).toEqual([]);
    expect(messages(text, { version: "2.8.4" })).not.toEqual([]);
  });
});
