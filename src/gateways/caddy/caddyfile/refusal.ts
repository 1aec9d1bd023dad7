import type { Token } from "./token.ts";

/** Why Caddy does not take a piece of a Caddyfile; caught where the next piece begins. */
export class Refusal extends Error {
  readonly token: Token;

  constructor(message: string, token: Token) {
    super(message);
    this.token = token;
  }
}
