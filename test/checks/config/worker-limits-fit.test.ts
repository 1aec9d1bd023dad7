import check from "../../../checks/config/worker-limits-fit.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-fewer-files": "file-descriptors-exhausted",
});
