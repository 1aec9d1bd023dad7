/** The first packet of a connection over TCP, as a rule may ask about it. */
export interface Packet {
  readonly family: "ip" | "ip6";
  readonly source: string;
  readonly destination: string;
  readonly port: number;
  /** Undefined in hooks where there is none yet. */
  readonly inInterface: string | undefined;
  readonly outInterface: string | undefined;
  /** Number of the account whose socket sends it; undefined where it is not known, or the hook does not see it. */
  readonly account: number | undefined;
  /** The destination is this very host. */
  readonly isLocal: boolean;
}

/** A rule's question may be one that can't be answered from here. */
export type Answer = boolean | "unknown";

/** Every one must be so: a single no decides, whatever is unknown. */
export function allOf(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes("unknown") ? "unknown" : true;
}

export function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes(true)) return true;
  return answers.includes("unknown") ? "unknown" : false;
}

export function not(answer: Answer): Answer {
  return answer === "unknown" ? "unknown" : !answer;
}
