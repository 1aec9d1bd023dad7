import check from "../../../checks/config/upstream-names-meant.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-label-in-the-certificate": "tls-name-is-label",
  "fires-label-as-host": "host-header-is-label",
  "fires-label-as-server-name": "tls-name-is-label",
});
