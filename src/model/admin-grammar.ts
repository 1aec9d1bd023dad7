import type { AdminFacts } from "./admin.ts";

/** What one path of the admin surface answered. */
export interface AdminAnswer {
  readonly path: string;
  readonly status: number;
  readonly text: string;
}

/** What follows from the answers so far. */
export type AdminTurn =
  | { readonly kind: "ask"; readonly path: string }
  | { readonly kind: "done"; readonly facts: AdminFacts }
  /** Something answers there, and it is no admin surface of this gateway. */
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * How a gateway's admin surface is read: from the path that the user named and the answers so far, the next path to GET,
 * or what they say together. Paths that change anything are never asked for.
 */
export type AdminGrammar = (path: string, answers: readonly AdminAnswer[]) => AdminTurn;
