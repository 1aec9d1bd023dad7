import type { Timeouts } from "../../../model/forward.ts";
import { assumed } from "../../../model/source.ts";
import type { PassContext } from "./pass-context.ts";
import { timeSetting, timeSettingOr } from "./settings.ts";

const MINUTE = 60_000;

/**
 * `*_connect_timeout`, `*_send_timeout`, `*_read_timeout`. The connect timer starts anew for the TLS handshake
 * (ngx_http_upstream_ssl_init_connection), and no timer bounds the whole request.
 */
export function readTimeouts(context: PassContext): Timeouts {
  const { names } = context.kind;
  // what no line sets is one and the same thing: tens of thousands of locations set none of them
  const otherwise = assumed(MINUTE, context.actsOn);
  const connectMs = timeSettingOr(context, names.connectTimeout, otherwise);
  return {
    connectMs,
    handshakeMs: connectMs,
    sendIdleMs: timeSettingOr(context, names.sendTimeout, otherwise),
    readIdleMs: timeSettingOr(context, names.readTimeout, otherwise),
    requestMs: undefined,
    client: {
      bodyIdleMs: timeSettingOr(context, "client_body_timeout", otherwise),
      answerIdleMs: timeSettingOr(context, "send_timeout", otherwise),
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
