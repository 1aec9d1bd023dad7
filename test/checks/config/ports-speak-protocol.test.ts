import check from "../../../checks/config/ports-speak-protocol.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-tls-to-80": "tls-to-plaintext-port",
  "fires-plaintext-to-443": "plaintext-to-tls-port",
  "fires-old-versions": "tls-version-mismatch",
});
