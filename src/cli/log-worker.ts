import { serveAsHelper } from "../probes/logs/helpers.ts";
import { grammarsFor } from "./find-logs.ts";

/** The whole life of a thread that helps to read a long log. */
await serveAsHelper(grammarsFor(undefined));
