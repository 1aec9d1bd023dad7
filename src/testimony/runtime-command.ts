import { shellQuote } from "../model/evidence.ts";

/** The command line that gives HAProxy a command at its stats socket, "unix:/run/haproxy/admin.sock" (management manual 2.6, section 9.3). */
export function runtimeCommand(place: string, command: string): string {
  return `echo ${shellQuote(command)} | socat - ${shellQuote(`UNIX-CONNECT:${place.replace(/^unix:/, "")}`)}`;
}
