import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { Stage } from "./stage.ts";

/**
 * Gives a "host:port" of this host on which nothing listens. One connection that was accepted earlier stays open on it:
 * while it does, the system gives the port to nobody who asks for any free one.
 */
export async function closedPort(stage: Stage): Promise<string> {
  const listener = createServer();
  const address = await stage.listen(listener);
  const keeper = connect(Number(address.split(":")[1]), "127.0.0.1");
  stage.onClose(() => keeper.destroy());
  await Promise.all([once(listener, "connection"), once(keeper, "connect")]);
  listener.close();
  return address;
}
