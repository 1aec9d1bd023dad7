import check from "../../../checks/config/keepalive-effective.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-http-1.0": "keepalive-misconfigured",
  "fires-connection-close": "keepalive-misconfigured",
  "fires-mapped-to-close": "keepalive-misconfigured",
});
