import check from "../../../checks/config/names-known-to-resolver.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-public-resolver": "resolver-lacks-name",
  "fires-short-name-in-a-cluster": "resolver-lacks-name",
});
