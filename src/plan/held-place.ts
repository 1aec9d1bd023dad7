import { takesConnections } from "../model/bound-address.ts";
import type { Target } from "../model/config.ts";
import type { ListenersFacts } from "../model/observation.ts";
import type { ProcessOwner } from "../model/owner.ts";
import type { Holder, ServicePlace } from "../model/unit.ts";

type TcpTarget = Extract<Target, { kind: "tcp" }>;

/** Programs that listen for a service in a container, and pass on what they are sent. */
const PASSES_ON =
  /^(?:docker-proxy|rootlesskit|rootlessport|conmon|slirp4netns|pasta|passt|gvproxy|kube-proxy)/;

/**
 * A place of this host, with who listens there. Undefined for another host's, and where a process listens that is seen to run
 * in no unit (a login session, a container): then no unit that merely names the port is the service.
 */
export function placeAt({ host, port }: TcpTarget, here: ListenersFacts): ServicePlace | undefined {
  if (!host.startsWith("127.") && host !== "localhost" && !here.localAddresses.includes(host))
    return undefined;
  const sockets = here.listeners.filter((one) => one.port === port && takesConnections(one.address, host));
  const [first] = sockets;
  if (first === undefined) return { host, port, holder: { kind: "nobody" } };
  const holder = first.owner === undefined ? unknown : holderIn(first.owner);
  return holder === undefined ? undefined : { host, port, holder };
}

const unknown: Holder = { kind: "unknown" };

function holderIn({ pid, command = "", unit, container }: ProcessOwner): Holder | undefined {
  // The service manager itself listens for a unit that it starts when somebody comes.
  if (pid === 1 || PASSES_ON.test(command)) return unknown;
  if (unit === undefined || container !== undefined) return undefined;
  return { kind: "unit", unit, process: `pid ${pid}${command === "" ? "" : ` ${command}`}` };
}
