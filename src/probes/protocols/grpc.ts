import type { ExchangeFacts } from "../../model/observation.ts";
import type { Exchange, ExchangeCall } from "../exchange-call.ts";
import type { Header } from "./http-head.ts";
import { commonHeaders, exchangeOf } from "./http2.ts";
import { type Http2Answer, http2Call } from "./http2-call.ts";

/**
 * The standard health check (grpc.health.v1.Health/Check, gRPC health checking protocol). A service without it answers
 * `grpc-status: 12`, which proves as well that gRPC is spoken.
 */
export async function grpc(call: ExchangeCall): Promise<Exchange> {
  const headers = {
    ...commonHeaders(call),
    ":method": "POST",
    ":path": "/grpc.health.v1.Health/Check",
    "content-type": "application/grpc",
    te: "trailers",
  };
  const answer = await http2Call(call, headers, healthRequest(call.ask.grpcService ?? ""));
  return exchangeOf(answer, call.patienceMs, grpcFacts(answer));
}

/** HealthCheckRequest { string service = 1 }, uncompressed, with its length before it. */
function healthRequest(service: string): Buffer {
  const name = Buffer.from(service).subarray(0, 127);
  const message = name.length === 0 ? name : Buffer.concat([Buffer.from([0x0a, name.length]), name]);
  return Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message]);
}

/** HealthCheckResponse.ServingStatus. */
const SERVING = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"] as const;

function grpcFacts(answer: Http2Answer): Pick<ExchangeFacts, "malformed" | "grpcStatus" | "grpcServing"> {
  const text = headerValue(answer.trailers, "grpc-status") ?? headerValue(answer.headers, "grpc-status");
  const grpcStatus = text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  return {
    malformed: grpcStatus === undefined ? "no grpc-status" : undefined,
    grpcStatus,
    grpcServing: grpcStatus === 0 ? serving(answer.body.start()) : undefined,
  };
}

/** HealthCheckResponse { ServingStatus status = 1 }: the default 0 may be left out. */
function serving(body: Buffer): ExchangeFacts["grpcServing"] {
  const message = body.subarray(5);
  if (body.length < 5 || body[0] !== 0) return undefined;
  if (message.length === 0) return "UNKNOWN";
  return message[0] === 0x08 ? SERVING[message[1] ?? 0] : undefined;
}

function headerValue(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}
