import check from "../../../checks/config/upstream-tls-settings.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-sni-not-sent": "sni-not-sent",
  "fires-tls-verification-off": "tls-verification-off",
});
