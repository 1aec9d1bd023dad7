import type { AdminFacts } from "./admin.ts";

/** Everything that uhc says to an admin surface that takes commands: none of them changes anything. */
export const ADMIN_COMMANDS = [
  "show info",
  "show stat",
  "show servers state",
  "show resolvers",
  "show errors",
] as const;
export type AdminCommand = (typeof ADMIN_COMMANDS)[number];

/** What one path of the admin surface answered, or one command, with status 200. */
export interface AdminAnswer {
  /** The path, or the command. */
  readonly path: string;
  /** 0 where nothing came that could be used. */
  readonly status: number;
  readonly text: string;
  /** Why nothing came, of a question that may fail. */
  readonly failure?: string;
  /** When it came, in milliseconds since the epoch; absent where nobody looked at the clock. */
  readonly at?: number;
}

/** What follows from the answers so far. */
export type AdminTurn =
  /**
   * One that may fail only adds to the picture: the questions behind it are put all the same. `host` stands in the Host header in
   * place of the surface's own.
   */
  | { readonly kind: "ask"; readonly path: string; readonly mayFail?: true; readonly host?: string }
  /** A line of text, and no HTTP. */
  | { readonly kind: "command"; readonly command: AdminCommand; readonly mayFail?: true }
  | { readonly kind: "done"; readonly facts: AdminFacts }
  /** Something answers there, and it is no admin surface of this gateway. */
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * How a gateway's admin surface is read: from the path that the user named and the answers so far, the next path to GET or
 * command to give, or what they say together. Paths that change anything are never asked for.
 */
export type AdminGrammar = (path: string, answers: readonly AdminAnswer[]) => AdminTurn;
