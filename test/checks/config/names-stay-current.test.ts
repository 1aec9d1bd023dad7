import check from "../../../checks/config/names-stay-current.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-literal-name": "name-resolved-once",
});
