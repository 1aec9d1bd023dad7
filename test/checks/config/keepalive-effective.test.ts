import check from "../../../checks/config/keepalive-effective.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-method-behind-keepalive": "keepalive-misconfigured",
  "fires-http-1.0": "keepalive-misconfigured",
  "fires-connection-close": "keepalive-misconfigured",
  "fires-mapped-to-close": "keepalive-misconfigured",
  "fires-fastcgi-closes": "keepalive-misconfigured",
});
