import { describe, expect, it } from "vitest";
import { parseNginxVersion } from "../../../src/gateways/nginx/build.ts";
import { configPlaces } from "../../../src/gateways/nginx/config-place.ts";

const build = parseNginxVersion(
  "configure arguments: --prefix=/usr/share/nginx --conf-path=/etc/nginx/nginx.conf\n",
);
const plain = parseNginxVersion("configure arguments: --with-debug\n");

function places(
  configFile: string | undefined,
  directory: string | undefined,
  builtIn: typeof build | undefined,
  workingDirectory: string | undefined = "/home/me",
) {
  const configFiles = configFile === undefined ? [] : [configFile];
  return configPlaces({ configFiles, directory }, { workingDirectory, builtIn });
}
const place = (configFile: string | undefined, directory: string | undefined, of = build) =>
  places(configFile, directory, of)?.[0]?.files[0];

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
    expect(places(undefined, undefined, undefined)).toBeUndefined();
    expect(places("n.conf", undefined, undefined)).toEqual([]);
    expect(
      configPlaces({ configFiles: ["n.conf"], directory: "lab" }, { ...NOWHERE, builtIn: build }),
    ).toEqual([]);
  });
});

const NOWHERE = { workingDirectory: undefined };
