import { describe, expect, it } from "vitest";
import { parseNginxCommand } from "../../../src/gateways/nginx/command-line.ts";

const master = (rest: string) => parseNginxCommand([`nginx: master process ${rest}`]);

describe("command lines of nginx", () => {
  it("a master's title names the command that started it", () => {
    expect(master("/usr/sbin/nginx -c /x/nginx.conf -p /srv")).toEqual({
      program: "/usr/sbin/nginx",
      configFiles: ["/x/nginx.conf"],
      directory: "/srv",
      environmentFiles: [],
      resumes: false,
      isOneShot: false,
    });
  });

  it("-g with its blanks hides nothing behind it", () => {
    const command = master("/usr/sbin/nginx -g daemon on; master_process on; -c /x.conf");
    expect(command).toMatchObject({ configFiles: ["/x.conf"], isOneShot: false });
    expect(master("nginx -g daemon off;")).toMatchObject({ configFiles: [], directory: undefined });
  });

  it("a path with a blank is put together again", () => {
    expect(master("nginx -p /srv/my site -c od d/n x.conf -q")).toMatchObject({
      directory: "/srv/my site",
      configFiles: ["od d/n x.conf"],
    });
  });

  it("letters may stand together, and a value may follow at once", () => {
    expect(parseNginxCommand(["/usr/sbin/nginx", "-qc", "a.conf", "-p/srv"])).toMatchObject({
      configFiles: ["a.conf"],
      directory: "/srv",
    });
  });

  it("without a master process the words themselves are there", () => {
    expect(parseNginxCommand(["nginx", "-c", "my file.conf"])).toMatchObject({
      configFiles: ["my file.conf"],
    });
    expect(parseNginxCommand(["/opt/angie/sbin/angie"])).toMatchObject({ program: "/opt/angie/sbin/angie" });
  });

  it.each([["-t"], ["-T"], ["-s", "reload"], ["-V"], ["-qt"]])("%s ends by itself", (...words) => {
    expect(parseNginxCommand(["nginx", ...words])?.isOneShot).toBe(true);
  });

  it.each([
    "nginx: worker process",
    "nginx: cache manager process",
    "nginx: worker process is shutting down",
    "",
    "vim nginx.conf",
    "sh",
  ])("%j is no gateway", (title) => {
    expect(parseNginxCommand([title])).toBeUndefined();
  });
});
