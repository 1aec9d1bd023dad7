import check from "../../../checks/config/statuses-spare-pool.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, { "fires-500": "ejected-by-passive-checks" });
