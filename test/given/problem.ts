import type { CauseId } from "../../src/model/cause.ts";
import type { ConfigProblem, Gateway } from "../../src/model/config.ts";
import { endpoint, gateway, route, upstream } from "./gateway.ts";

/** Something that reading the config brought up. */
export function problem(cause: CauseId, over: Partial<ConfigProblem> = {}): ConfigProblem {
  return {
    cause,
    message: "something is wrong",
    location: { file: "/etc/gateway.conf", line: 14, column: 5 },
    refusesConfig: true,
    about: undefined,
    ...over,
  };
}

/** A gateway with one upstream, in whose config this was found. */
export function gatewayWith(...problems: readonly ConfigProblem[]): Gateway {
  return gateway([upstream("api", [endpoint("10.0.0.5:80")])], [route("/", "api")], { problems });
}
