import { connect } from "node:net";
import type { Place } from "./scenario.ts";

/** What every scenario of HAProxy has: a real one is the gateway, its log is what the proof reads. */
export const HAPROXY = {
  configFile: "haproxy.cfg",
  program: "haproxy",
  quiet: "the noise is written for nginx",
} as const;

/** Checks every 200 ms, so that three failures in a row come soon. */
export const OFTEN = "check inter 200 downinter 200";

/** Long enough for the checks to have found out. */
export const AFTER_CHECKS_MS = 1_500;

/** A config with one frontend on the gateway's port 8080 that leads to the backend `api`, which `backend` describes. */
export function haproxyConf(place: Place, backend: string, more = "", mode = "http"): string {
  return `global
    log stdout format raw local0 info
    stats socket ${place.dir}/admin.sock mode 600 level admin

defaults
    log global
    mode ${mode}
    option ${mode}log
    option log-health-checks
    timeout connect 2s
    timeout client 10s
    timeout server 10s
    timeout queue 2s
    timeout check 2s

frontend web
    bind :8080
    default_backend api

backend api
${lines(backend)}
${more}`;
}

/** Gives HAProxy a command on its socket, as an operator does, and waits for the end of its answer. */
export async function tell({ dir }: Place, command: string): Promise<void> {
  const socket = connect(`${dir}/admin.sock`);
  socket.end(`${command}\n`);
  for await (const text of socket) {
    // commands that did something are answered by an empty line
    if (String(text).trim() !== "") throw new Error(`HAProxy answers "${command}" with: ${text}`);
  }
}

/** Each line one step to the right. */
function lines(text: string): string {
  return text
    .split("\n")
    .map((line) => `    ${line.trim()}`)
    .join("\n");
}
