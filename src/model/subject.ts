/**
 * What an observation or a finding is about, from wide to narrow. All names are ids of the model; reports translate
 * them into the names that people wrote.
 */
export interface Subject {
  readonly gateway: string;
  /** `Upstream.id`. */
  readonly upstream?: string | undefined;
  /** `Endpoint.endpoint`, "h:443". */
  readonly endpoint?: string | undefined;
  /** One of the addresses that the endpoint's name has. */
  readonly address?: string | undefined;
  /** `Route.id`. */
  readonly route?: string | undefined;
}

/** Whether `narrow` lies within `wide`: every part that `wide` names is the same. */
export function covers(wide: Subject, narrow: Subject): boolean {
  return (
    wide.gateway === narrow.gateway &&
    (wide.upstream === undefined || wide.upstream === narrow.upstream) &&
    (wide.endpoint === undefined || wide.endpoint === narrow.endpoint) &&
    (wide.address === undefined || wide.address === narrow.address) &&
    (wide.route === undefined || wide.route === narrow.route)
  );
}

/** No part of a subject is called so, and none holds a NUL: texts of a config end at one. */
const ABSENT = "\0";

/** A key that is equal for subjects that are the same but for the route that leads there. */
export function placeKey({ gateway, upstream, endpoint, address }: Subject): string {
  return subjectKey({ gateway, upstream, endpoint, address });
}

/** A key that is equal for equal subjects. */
export function subjectKey(subject: Subject): string {
  const { gateway, upstream = ABSENT, endpoint = ABSENT, address = ABSENT, route = ABSENT } = subject;
  return `${gateway}\0${upstream}\0${endpoint}\0${address}\0${route}`;
}
