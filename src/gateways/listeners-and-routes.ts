import type { Gateway, Listener, Route } from "../model/config.ts";

/** A listener or frontend as it was read: routes get their ids when all of them are known. */
interface Part {
  readonly listeners: readonly Listener[];
  readonly routes: readonly Omit<Route, "id">[];
}

/** The listeners of all parts, each once, and their routes with ids in the order of the config. */
export function listenersAndRoutes(parts: readonly Part[]): Pick<Gateway, "listeners" | "routes"> {
  return {
    listeners: [...new Map(parts.flatMap((one) => one.listeners).map((one) => [one.id, one])).values()],
    routes: parts
      .flatMap((one) => one.routes)
      .map((draft, index) => ({ ...draft, id: `route ${index + 1}` })),
  };
}
