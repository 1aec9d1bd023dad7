import { describe, expect, it } from "vitest";
import { locateConfig } from "../../../src/probes/discover/locate-config.ts";
import { parseNginxVersion } from "../../../src/probes/discover/nginx-version.ts";

const build = parseNginxVersion(
  "configure arguments: --prefix=/usr/share/nginx --conf-path=/etc/nginx/nginx.conf\n",
);
const plain = parseNginxVersion("configure arguments: --with-debug\n");
const place = (
  configFile: string | undefined,
  prefix: string | undefined,
  of: typeof build | undefined = build,
) => locateConfig({ configFile, prefix }, "/home/me", of)?.configFile;

describe("where a running nginx has its config", () => {
  it("counts -p from the working directory and -c from the prefix", () => {
    expect(place("/x/n.conf", undefined)).toBe("/x/n.conf");
    expect(place("n.conf", undefined)).toBe("/usr/share/nginx/n.conf");
    expect(place("n.conf", "lab/")).toBe("/home/me/lab/n.conf");
    expect(place("../n.conf", "/srv/a")).toBe("/srv/n.conf");
  });

  it("falls back on what it was built with", () => {
    expect(place(undefined, undefined)).toBe("/etc/nginx/nginx.conf");
    expect(place(undefined, undefined, plain)).toBe("/usr/local/nginx/conf/nginx.conf");
    expect(place(undefined, "lab", plain)).toBe("/home/me/lab/conf/nginx.conf");
  });

  it("does not guess", () => {
    expect(locateConfig({ configFile: undefined, prefix: undefined }, "/", undefined)).toBeUndefined();
    expect(locateConfig({ configFile: "n.conf", prefix: "lab" }, undefined, build)).toBeUndefined();
    expect(locateConfig({ configFile: "n.conf", prefix: undefined }, "/", undefined)).toBeUndefined();
  });
});
