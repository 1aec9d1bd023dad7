import type { Policy } from "../model/check.ts";
import { targetText } from "../model/evidence.ts";
import { completes, verifies, wasTried } from "../model/handshake.ts";
import { liveness } from "../model/liveness.ts";
import type { Probed } from "./logged-step.ts";

export type Climbed = Pick<Probed, "connects" | "handshakes" | "exchanges">;

/** Whether every connection to this address ("10.0.0.5:80") got as far as it was to go, and at least one was made. */
export function passesAt(address: string, seen: Climbed, policy: Policy): boolean {
  const isHere = (one: Climbed[keyof Climbed][number]): boolean =>
    targetText(one.request.target) === address && one.outcome.kind !== "not-tried";
  const connects = seen.connects.filter(isHere);
  const handshakes = seen.handshakes.filter((one) => isHere(one) && wasTried(one));
  const exchanges = seen.exchanges.filter((one) => isHere(one) && wasTried(one));
  const wasAsked = connects.some(({ request }) => request.exchange !== undefined);
  return (
    connects.length > 0 &&
    (exchanges.length > 0 || !wasAsked) &&
    connects.every(({ outcome }) => outcome.kind === "answered") &&
    handshakes.every((one) => (one.request.tls?.verify === true ? verifies(one) : completes(one))) &&
    exchanges.every((one) => liveness(one, policy).alive === true)
  );
}
