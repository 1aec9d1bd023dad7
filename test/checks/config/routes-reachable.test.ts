import check from "../../../checks/config/routes-reachable.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-same-name-twice": "no-matching-route",
});
