import type { Timeouts } from "../../../model/forward.ts";
import { assumed } from "../../../model/source.ts";
import type { PassContext } from "./pass-context.ts";
import { timeSetting } from "./settings.ts";

const MINUTE = 60_000;

/**
 * `*_connect_timeout`, `*_send_timeout`, `*_read_timeout`. The connect timer starts anew for the TLS handshake
 * (ngx_http_upstream_ssl_init_connection), and no timer bounds the whole request.
 */
export function readTimeouts(context: PassContext): Timeouts {
  const { names } = context.kind;
  const connectMs = timeSetting(context, names.connectTimeout, MINUTE);
  return {
    connectMs,
    handshakeMs: connectMs,
    sendIdleMs: timeSetting(context, names.sendTimeout, MINUTE),
    readIdleMs: timeSetting(context, names.readTimeout, MINUTE),
    requestMs: undefined,
    client: {
      bodyIdleMs: timeSetting(context, "client_body_timeout", MINUTE),
      answerIdleMs: timeSetting(context, "send_timeout", MINUTE),
    },
  };
}

/** In stream, `proxy_timeout` is the longest pause in either direction (ngx_stream_proxy_module.c). */
export function readStreamTimeouts(context: PassContext): Timeouts {
  const connectMs = timeSetting(context, "proxy_connect_timeout", MINUTE);
  const idleMs = timeSetting(context, "proxy_timeout", 10 * MINUTE);
  return { connectMs, handshakeMs: connectMs, sendIdleMs: idleMs, readIdleMs: idleMs, requestMs: undefined };
}

/** What an active check waits for where it has no setting of its own. */
export function checkTimeout(context: PassContext): Timeouts["connectMs"] {
  return assumed(timeSetting(context, context.kind.names.readTimeout, MINUTE).value, context.actsOn);
}
