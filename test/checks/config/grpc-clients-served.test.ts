import check from "../../../checks/config/grpc-clients-served.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-http-1.1-alone": "http-version-mismatch",
});
