import { readReverseProxy } from "../proxy/reverse-proxy.ts";
import type { Directive } from "../run.ts";
import { handlerDirective } from "./handler.ts";
import { handle, handleErrors, handlePath, invoke, route } from "./routing.ts";

/** Every directive of Caddy itself, by its name. */
export const DIRECTIVES: ReadonlyMap<string, Directive> = new Map<string, Directive>([
  ["handle", handle],
  ["handle_errors", handleErrors],
  ["handle_path", handlePath],
  ["invoke", invoke],
  ["reverse_proxy", handlerDirective(readReverseProxy)],
  ["route", route],
]);
