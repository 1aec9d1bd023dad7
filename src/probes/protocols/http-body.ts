import { type BodyStart, bodyStart } from "./body-start.ts";
import { chunkedReader } from "./chunked.ts";
import type { Framing } from "./http-head.ts";
import type { LineConsumer } from "./line-feed.ts";

export interface HttpBody extends Omit<LineConsumer, "onLongLine"> {
  /** The other side closed. */
  readonly close: () => void;
  readonly breakOff: () => void;
  /** `full`: there is more, but no more is read. */
  readonly state: () => "reading" | "complete" | "broken" | "full";
  readonly seen: BodyStart;
}

/** Reads a body as its header announces it, up to a bound. */
export function httpBody(framing: Framing): HttpBody {
  return framing.kind === "chunked" ? chunkedBody() : plainBody(framing);
}

function chunkedBody(): HttpBody {
  const seen = bodyStart();
  const chunked = chunkedReader(seen.add);
  let isBroken = false;
  return {
    ...chunked,
    seen,
    close: () => undefined,
    breakOff: () => {
      isBroken = true;
    },
    state: () => {
      const state = isBroken ? "broken" : chunked.state();
      return state === "reading" && seen.isFull() ? "full" : state;
    },
  };
}

function plainBody(framing: Exclude<Framing, { kind: "chunked" }>): HttpBody {
  const seen = bodyStart();
  let remaining = framing.kind === "length" ? framing.bytes : 0;
  let isClosed = false;
  return {
    seen,
    close: () => {
      isClosed = true;
    },
    breakOff: () => undefined,
    state: () => {
      const isComplete = framing.kind === "until-close" ? isClosed : remaining === 0;
      if (isComplete) return "complete";
      return seen.isFull() ? "full" : "reading";
    },
    wants: () => {
      if (framing.kind === "until-close") return "rest";
      return remaining === 0 ? "nothing" : remaining;
    },
    onLine: () => undefined,
    onBytes: (bytes) => {
      remaining -= bytes.length;
      seen.add(bytes);
    },
  };
}
