import { log } from "../logging/log.ts";
import { forwardAuth } from "../proxy/forward-auth.ts";
import { phpFastcgi } from "../proxy/php-fastcgi.ts";
import { readReverseProxy } from "../proxy/reverse-proxy.ts";
import type { Directive } from "../run.ts";
import { tls } from "../tls/tls.ts";
import { acmeServer } from "./acme-server.ts";
import { basicAuth } from "./basic-auth.ts";
import { bind } from "./bind.ts";
import { requestBody, timeouts } from "./bodies.ts";
import { encode } from "./encode.ts";
import { fileServer, tryFiles } from "./files.ts";
import { handlerDirective } from "./handler.ts";
import { header, requestHeader } from "./header.ts";
import { intercept } from "./intercept.ts";
import { metrics, tracing } from "./observe.ts";
import { push, templates } from "./pages.ts";
import { abort, error, redir, respond } from "./respond.ts";
import { copyResponse, copyResponseHeaders } from "./responses.ts";
import { method, rewrite, uri } from "./rewrite.ts";
import { handle, handleErrors, handlePath, invoke, route } from "./routing.ts";
import { fs, logAppend, logName, logSkip, mapDirective, root, vars } from "./vars.ts";

/** Every directive of Caddy itself, by its name. */
export const DIRECTIVES: ReadonlyMap<string, Directive> = new Map<string, Directive>([
  ["abort", handlerDirective(abort)],
  ["acme_server", acmeServer],
  ["basic_auth", handlerDirective(basicAuth)],
  ["basicauth", handlerDirective(basicAuth)],
  ["bind", bind],
  ["copy_response", handlerDirective(copyResponse)],
  ["copy_response_headers", handlerDirective(copyResponseHeaders)],
  ["encode", handlerDirective(encode)],
  ["error", handlerDirective(error)],
  ["file_server", handlerDirective(fileServer)],
  ["forward_auth", forwardAuth],
  ["fs", handlerDirective(fs)],
  ["handle", handle],
  ["handle_errors", handleErrors],
  ["handle_path", handlePath],
  ["header", header],
  ["intercept", handlerDirective(intercept)],
  ["invoke", invoke],
  ["log", log],
  ["log_append", handlerDirective(logAppend)],
  ["log_name", handlerDirective(logName)],
  ["log_skip", handlerDirective(logSkip)],
  ["map", handlerDirective(mapDirective)],
  ["method", handlerDirective(method)],
  ["metrics", handlerDirective(metrics)],
  ["php_fastcgi", phpFastcgi],
  ["push", handlerDirective(push)],
  ["redir", handlerDirective(redir)],
  ["request_body", handlerDirective(requestBody)],
  ["request_header", requestHeader],
  ["respond", handlerDirective(respond)],
  ["reverse_proxy", handlerDirective(readReverseProxy)],
  ["rewrite", rewrite],
  ["root", root],
  ["route", route],
  ["skip_log", handlerDirective(logSkip)],
  ["templates", handlerDirective(templates)],
  ["timeouts", handlerDirective(timeouts)],
  ["tls", tls],
  ["tracing", handlerDirective(tracing)],
  ["try_files", tryFiles],
  ["uri", handlerDirective(uri)],
  ["vars", handlerDirective(vars)],
]);
