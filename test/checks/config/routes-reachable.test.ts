import check from "../../../checks/config/routes-reachable.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-behind-a-prefix-for-all": "route-shadowed",
  "fires-behind-a-pattern-for-all": "route-shadowed",
  "fires-same-name-twice": "no-matching-route",
  "fires-same-pattern-twice": "route-shadowed",
  "fires-behind-a-final-prefix": "route-shadowed",
  "fires-prefix-that-a-pattern-takes": "route-shadowed",
  "fires-first-server-takes-unknown-hosts": "default-server-by-order",
});
