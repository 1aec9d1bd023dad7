import type { RequestListener } from "node:http";

/** A service that gives every request the same JSON. */
export function answer(status: number, body: Readonly<Record<string, unknown>>): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(`${JSON.stringify(body)}\n`);
  };
}
