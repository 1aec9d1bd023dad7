import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { containersProbe } from "../../src/probes/containers.ts";
import { DOCKER, PODMAN } from "./containers/recorded.ts";
import { givenContext } from "./given-context.ts";

const folder = mkdtempSync(join(tmpdir(), "uhc-engine-"));
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** An engine that answers so; gives its socket and what it was asked. */
async function engine(name: string, answers: Readonly<Record<string, unknown>>) {
  const path = join(folder, `${name}.sock`);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const answer = answers[request.url ?? ""];
    response.statusCode = answer === undefined ? 404 : 200;
    response.end(typeof answer === "string" ? answer : JSON.stringify(answer ?? {}));
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return { path, asked };
}

async function look(sockets: readonly string[], gatewayPids: readonly number[] = [], proc = folder) {
  const request = { kind: "containers", gatewayPids } as const;
  const [one] = await containersProbe({ proc, sockets })(request, givenContext());
  if (one?.kind !== "containers") throw new Error("nothing was measured");
  return one;
}

const list = [{ Id: DOCKER.Id }, { Id: PODMAN.Id }, { Id: "0".repeat(64) }, { Id: "../version" }, 7];
const answers = {
  "/containers/json?all=1": list,
  [`/containers/${DOCKER.Id}/json`]: DOCKER,
  [`/containers/${PODMAN.Id}/json`]: PODMAN,
};

describe("the containers of a host", () => {
  it("are asked for with GETs, each by its id, and one that is gone by then is left out", async () => {
    const { path, asked } = await engine("plain", answers);
    const { facts, outcome } = await look([path]);
    expect(outcome.kind).toBe("answered");
    expect(facts.containers.map(({ name, status }) => [name, status])).toEqual([
      ["shop", "restarting"],
      ["w2", "exited"],
    ]);
    expect(asked.sort()).toEqual([
      `GET /containers/${"0".repeat(64)}/json`,
      `GET /containers/${DOCKER.Id}/json`,
      `GET /containers/${PODMAN.Id}/json`,
      "GET /containers/json?all=1",
    ]);
  });
  it("have the sockets of their own network, and the gateway where its files are theirs", async () => {
    const running = { ...DOCKER, State: { ...DOCKER.State, Status: "running", Pid: 70 } };
    const { path } = await engine("running", { ...answers, [`/containers/${DOCKER.Id}/json`]: running });
    const proc = join(folder, "proc");
    for (const pid of ["70", "71", "72"]) mkdirSync(join(proc, pid, "ns"), { recursive: true });
    mkdirSync(join(proc, "70/net"));
    const line = "  0: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 9 1";
    writeFileSync(join(proc, "70/net/tcp"), `header\n${line}\n`);
    symlinkSync("mnt:[1]", join(proc, "70/ns/mnt"));
    symlinkSync("mnt:[1]", join(proc, "71/ns/mnt"));
    symlinkSync("mnt:[2]", join(proc, "72/ns/mnt"));
    const [shop] = (await look([path], [71, 72], proc)).facts.containers;
    expect(shop).toMatchObject({ listens: [{ address: "127.0.0.1", port: 80 }], gatewayPids: [71] });
  });
  it("are not known where no engine is here, and its reason is told where it does not answer as one", async () => {
    expect((await look([join(folder, "none.sock")])).outcome.kind).toBe("not-tried");
    const { path } = await engine("broken", { "/containers/json?all=1": "<html>" });
    const { facts, outcome } = await look([path]);
    expect(outcome).toMatchObject({ kind: "not-tried", reason: `${path}: its answer is no JSON` });
    expect(facts.unread).toEqual([{ socket: path, because: "its answer is no JSON" }]);
    const whole = await engine("whole", answers);
    expect((await look([path, whole.path])).outcome.kind).toBe("answered");
  });
});

afterEach(() => rmSync(join(folder, "proc"), { recursive: true, force: true }));
