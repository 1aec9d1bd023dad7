import type { Gateway } from "../model/config.ts";
import type { Observation } from "../model/observation.ts";
import type { Subject } from "../model/subject.ts";

/**
 * Observations come in as probes end, which differs from run to run. Put into the order of the config, with what was
 * seen of one subject left in its own order, the same observations make the same report.
 */
export function inConfigOrder(
  observations: readonly Observation[],
  gateways: readonly Gateway[],
): readonly Observation[] {
  const places = placesOf(gateways);
  const keyed = observations.map((one) => ({ one, place: places(one.subjects[0]), about: aboutOf(one) }));
  keyed.sort((a, b) => compare(a.place, b.place) || (a.about < b.about ? -1 : a.about > b.about ? 1 : 0));
  return keyed.map(({ one }) => one);
}

/** Files and processes are looked at side by side; the climbs to one peer follow each other. */
function aboutOf({ request }: Observation): string {
  return "path" in request ? `${request.kind} ${request.path}` : request.kind;
}

type Place = readonly (number | string)[];

function compare(one: Place, other: Place): number {
  for (const [index, part] of one.entries()) {
    const against = other[index] ?? -1;
    if (part !== against) return part < against ? -1 : 1;
  }
  return 0;
}

/** Where a subject stands in the config: what is wider stands before its parts. */
function placesOf(gateways: readonly Gateway[]): (subject: Subject | undefined) => Place {
  const order = new Map<string, number>();
  const add = (...names: readonly string[]): void => void order.set(JSON.stringify(names), order.size);
  for (const { id, upstreams, routes } of gateways) {
    add(id);
    for (const upstream of upstreams) {
      add(id, "upstream", upstream.id);
      for (const { endpoint } of upstream.endpoints) add(id, "upstream", upstream.id, endpoint);
    }
    for (const route of routes) add(id, "route", route.id);
  }
  const placeOf = (...names: readonly (string | undefined)[]): number =>
    order.get(JSON.stringify(names.filter((name) => name !== undefined))) ?? -1;
  return (subject) => {
    if (subject === undefined) return [-1, -1, "", -1];
    const { gateway, upstream, endpoint, address = "", route } = subject;
    return [
      placeOf(gateway),
      upstream === undefined ? -1 : placeOf(gateway, "upstream", upstream, endpoint),
      address,
      route === undefined ? -1 : placeOf(gateway, "route", route),
    ];
  };
}
