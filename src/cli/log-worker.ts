import { LOG_GRAMMARS } from "../gateways/log-grammars.ts";
import { serveAsHelper } from "../probes/logs/helpers.ts";

/** The whole life of a thread that helps to read a long log. */
await serveAsHelper(LOG_GRAMMARS);
