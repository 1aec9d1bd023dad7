import type { ProcessOwner } from "../model/owner.ts";

/** As engines shorten it. */
const SHORT_ID = 12;

/** "pid 4242 python3, api.service", "pid 77 node, container 0123456789ab". */
export function ownerText({ pid, command, unit, container }: ProcessOwner): string {
  const place = container === undefined ? unit : `container ${container.slice(0, SHORT_ID)}`;
  return `pid ${pid}${command === undefined ? "" : ` ${command}`}${place === undefined ? "" : `, ${place}`}`;
}
