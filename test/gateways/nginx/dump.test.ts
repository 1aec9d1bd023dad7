import { describe, expect, it } from "vitest";
import { readDump } from "../../../src/gateways/nginx/dump.ts";
import { parseNginx } from "../../../src/gateways/nginx/parse.ts";
import { plain } from "./parse-text.ts";

function parseDump(text: string) {
  const dump = readDump(Buffer.from(text));
  return dump === undefined ? undefined : parseNginx(dump);
}

const DUMP = `nginx: the configuration file /etc/nginx/nginx.conf syntax is ok
nginx: configuration file /etc/nginx/nginx.conf test is successful
# configuration file /etc/nginx/nginx.conf:
http {
  include conf.d/*.conf;
  include mime.types;
}

# configuration file /etc/nginx/conf.d/b.conf:
server { b; }
# configuration file /etc/nginx/conf.d/a.conf:

server { a; }

# configuration file /etc/nginx/mime.types:
types { text/html html; }
`;

describe("the output of nginx -T", () => {
  it("is one config again, with the places of the original files", () => {
    const tree = parseDump(DUMP);
    expect(tree?.problems).toEqual([]);
    expect(tree?.mainFile).toBe("/etc/nginx/nginx.conf");
    expect(plain(tree?.directives ?? [])).toEqual([
      [
        "http",
        [],
        [
          ["server", [], [["a", []]]],
          ["server", [], [["b", []]]],
          ["types", [], [["text/html", ["html"]]]],
        ],
      ],
    ]);
    const [http] = tree?.directives ?? [];
    expect(http?.location).toEqual({ file: "/etc/nginx/nginx.conf", line: 1, column: 1 });
    expect(http?.children?.[0]?.location).toEqual({ file: "/etc/nginx/conf.d/a.conf", line: 2, column: 1 });
  });
  it("may come with CRLF line ends", () => {
    const tree = parseDump(DUMP.replaceAll("\n", "\r\n"));
    expect(tree?.problems).toEqual([]);
    expect(tree?.files).toHaveLength(4);
  });
  it("may be cut off, which is no fault of the gateway", () => {
    const tree = parseDump(DUMP.slice(0, DUMP.indexOf("# configuration file /etc/nginx/mime")));
    expect(tree?.problems).toMatchObject([
      { cause: "config-include-missing", refusesConfig: false, about: "/etc/nginx/mime.types" },
    ]);
  });
  it("shows a file twice in old releases, and the first counts", () => {
    const tree = parseDump("# configuration file /a:\nx;\n# configuration file /a:\ny;\n");
    expect(tree?.directives.map((directive) => directive.name)).toEqual(["x"]);
  });
  it("is told from a plain config by a marker at the start of a line", () => {
    expect(parseDump("events {}\n  # configuration file /a:\n")).toBeUndefined();
    expect(parseDump("# configuration file notes\nevents {}\n")).toBeUndefined();
  });
  it("matches patterns in folders too", () => {
    const tree = parseDump(
      "# configuration file /e/n:\ninclude s/*/x;\n# configuration file /e/s/a/x:\na;\n",
    );
    expect(tree?.directives.map((directive) => directive.name)).toEqual(["a"]);
  });
});
