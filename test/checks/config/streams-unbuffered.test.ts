import check from "../../../checks/config/streams-unbuffered.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-events": "buffering-breaks-streaming",
});
