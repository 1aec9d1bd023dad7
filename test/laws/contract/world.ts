import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import { createServer as createTcpServer, type Socket } from "node:net";
import { DIAGNOSE_DEFAULTS } from "../../../src/cli/diagnose-settings.ts";
import { perform } from "../../../src/cli/perform.ts";
import { readCall } from "../../../src/cli/program.ts";
import type { DiagnoseSettings } from "../../../src/cli/settings.ts";
import { collect, diagnose, inspect, judge } from "../../../src/cli/wire.ts";
import { answer } from "../../../src/demo/answer.ts";
import { nginxConfig } from "../../../src/demo/nginx-config.ts";
import { openStage, type Stage } from "../../../src/demo/stage.ts";
import type { Observation } from "../../../src/model/observation.ts";
import type { Cause, EndpointReport, Report, UpstreamReport } from "../../../src/model/report.ts";
import { surroundings } from "../../given/environment.ts";
import { nameServer, type Reply } from "../../probes/dns/name-server.ts";

/** What a test sets up: the inside of the `http` block, or a whole file, and what is asked for beside it. */
interface Setup {
  readonly http?: string;
  readonly whole?: string;
  readonly settings?: Partial<DiagnoseSettings>;
}

/** The machine that runs the tests may be short of anything: how it fares is no part of the worlds here. */
const HOST_CAUSES = ["cpu-saturated", "memory-exhausted", "disk-full"];

/** Silence on loopback is a full accept queue, which this host shows: settings for a world in which nobody looks there. */
export const SILENT: Partial<DiagnoseSettings> = { ignore: [...HOST_CAUSES, "service-overloaded"] };

/** Builds a small world on loopback, has it diagnosed by the whole program, takes it down, and gives the report. */
export async function told(build: (stage: Stage) => Promise<Setup>): Promise<Report> {
  return (await toldWith(build)).report;
}

/** The same, with everything that was observed on the way. */
export async function toldWith(
  build: (stage: Stage) => Promise<Setup>,
): Promise<{ report: Report; observations: readonly Observation[] }> {
  const stage = await openStage();
  try {
    const { http, whole, settings } = await build(stage);
    const text = whole ?? (http === undefined ? undefined : nginxConfig("a test", stage.folder, http));
    const configs = text === undefined ? [] : [await stage.write("nginx.conf", text)];
    const observations: Observation[] = [];
    const { report } = await diagnose(
      {
        ...DIAGNOSE_DEFAULTS,
        configs,
        gatewayVersion: "1.22.1",
        readsLogs: false,
        ignore: HOST_CAUSES,
        ...settings,
      },
      {
        signal: new AbortController().signal,
        onEvent: (event) => void (event.event === "observed" && observations.push(event.observation)),
      },
    );
    return { report, observations };
  } finally {
    await stage.close();
  }
}

/** A request as a service got it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly httpVersion: string;
  readonly headers: IncomingHttpHeaders;
}

/** An HTTP service that keeps what it was asked. */
export interface Service {
  /** "127.0.0.1:port" */
  readonly at: string;
  readonly port: number;
  readonly asked: readonly Asked[];
}

export async function service(
  stage: Stage,
  listener: RequestListener = answer(200, { status: "ok" }),
): Promise<Service> {
  const asked: Asked[] = [];
  const at = await stage.listen(
    createServer((request, response) => {
      const { method = "", url = "", httpVersion, headers } = request;
      asked.push({ method, path: url, httpVersion, headers });
      listener(request, response);
    }),
  );
  return { at, port: portOf(at), asked };
}

/** A listener that answers every connection alike, and keeps the first bytes of each. */
export async function rawService(
  stage: Stage,
  reply: string | undefined,
): Promise<{ at: string; heard: string[] }> {
  const heard: string[] = [];
  const server = createTcpServer((socket: Socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", (bytes) => {
      heard.push(bytes.toString("latin1"));
      if (reply === undefined) socket.destroy();
      else socket.end(reply);
    });
  });
  return { at: await stage.listen(server), heard };
}

export function portOf(at: string): number {
  return Number(at.slice(at.lastIndexOf(":") + 1));
}

/** Answers by path; what is not listed gets 404. */
export function pages(statuses: Readonly<Record<string, number>>): RequestListener {
  return (request, response) => {
    const status = statuses[(request.url ?? "").replace(/\?.*/, "")] ?? 404;
    answer(status, { status })(request, response);
  };
}

/** `upstream name { server …; server …; }` */
export function group(name: string, ...servers: readonly string[]): string {
  return `upstream ${name} {\n${servers.map((one) => `    server ${one};\n`).join("")}}\n`;
}

/** `location path { proxy_pass to; … }` */
export function route(path: string, to: string, ...lines: readonly string[]): string {
  return `    location ${path} {\n        proxy_pass ${to};\n${lines.map((one) => `        ${one}\n`).join("")}    }\n`;
}

/** A server block around locations. */
export function site(...routes: readonly string[]): string {
  return `server {\n    listen 8080;\n    server_name shop.test;\n${routes.join("")}}\n`;
}

/** A name server on loopback that lives as long as the stage. */
export async function resolver(stage: Stage, script: (name: string, type: string) => Reply | undefined) {
  const server = await nameServer(({ name, type }) => script(name, type));
  stage.onClose(server.close);
  return server;
}

/** "root port-refused", "latent …", as ranked. */
export function said(report: Report): readonly string[] {
  return report.causes.map(({ role, id }) => `${role} ${id}`);
}

/** The same without what may bite later. */
export function blamed(report: Report): readonly string[] {
  return said(report).filter((one) => !one.startsWith("latent "));
}

export function causeIn(report: Report, id: string): Cause {
  const found = report.causes.find((cause) => cause.id === id);
  if (found === undefined) throw new Error(`no cause ${id}, only: ${said(report).join(", ") || "none"}`);
  return found;
}

export function upstreamIn(report: Report, name: string): UpstreamReport {
  const found = report.upstreams.find((upstream) => upstream.name === name);
  if (found === undefined)
    throw new Error(`no upstream ${name}, only: ${report.upstreams.map((one) => one.name).join(", ")}`);
  return found;
}

export function endpointsIn(report: Report): readonly EndpointReport[] {
  return report.upstreams.flatMap(({ endpoints }) => endpoints);
}

/** A moment as nginx writes it in its error log: local time. */
export function logTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("/");
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":")}`;
}

/** A line of nginx's error log about a request that went to this peer, so many seconds ago. */
export function errorLine(
  message: string,
  at: string,
  secondsAgo = 30,
  phase = "connecting to upstream",
): string {
  const place = `client: 192.0.2.7, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://${at}/", host: "shop.test"`;
  return `${logTime(Date.now() - secondsAgo * 1000)} [error] 4711#4711: *1 ${message} while ${phase}, ${place}\n`;
}

/** The program as it is called from a shell, but for the process around it. */
export async function uhc(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const given = surroundings({ engine: async () => ({ diagnose, collect, judge, inspect }) });
  const complaints: string[] = [];
  const call = readCall([...args], { out: () => {}, err: (text) => void complaints.push(text) });
  const code = typeof call === "number" ? call : await perform(call, given.environment);
  return { code, out: given.out(), err: complaints.join("") + given.err() };
}

/** What `uhc lint` says of a config whose `http` block holds this. */
export async function linted(http: string): Promise<{ code: number; report: Report }> {
  const stage = await openStage();
  try {
    const file = await stage.write("nginx.conf", nginxConfig("a test", stage.folder, http));
    const { code, out } = await uhc("lint", file, "--json");
    return { code, report: JSON.parse(out) };
  } finally {
    await stage.close();
  }
}
