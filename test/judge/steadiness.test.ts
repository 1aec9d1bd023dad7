import { describe, expect, it } from "vitest";
import { steadiness, temper } from "../../src/judge/steadiness.ts";
import type { Subject } from "../../src/model/subject.ts";
import type { ExperimentId } from "../../src/model/variation.ts";
import { root } from "../../src/testimony/verdict.ts";
import { OTHER_ROUTE, SUBJECT } from "../given/endpoint.ts";
import { closed, exchange, plain } from "../given/observation.ts";

/** Each exchange is a connection of its own. */
const asked = (status: number, experiment?: ExperimentId) =>
  exchange({ status }, { request: plain(), ...(experiment && { experiment }) });

describe("steadiness", () => {
  it("keeps the experiments about a failure that comes back", () => {
    const all = [asked(421), asked(200, "host-header"), asked(421, "repeat"), asked(200, "host-header")];
    expect(steadiness(all)).toMatchObject({ observations: all, unsteady: [], servedNowAndThen: [] });
  });
  it("puts experiments aside where the same request ends otherwise the next time", () => {
    const own = asked(503);
    const again = asked(200, "repeat");
    const { observations, servedNowAndThen } = steadiness([own, asked(200, "host-header"), again]);
    expect(observations).toEqual([own, again]);
    expect(servedNowAndThen).toEqual([SUBJECT]);
  });
  it("puts a cure aside that does not work twice", () => {
    const own = asked(421);
    const again = asked(421, "repeat");
    const { observations } = steadiness([own, asked(200, "host-header"), again, asked(503, "host-header")]);
    expect(observations).toEqual([own, again]);
  });
  it("calls nobody served whom the repetition found failing in another way", () => {
    const again = exchange({}, { outcome: closed, experiment: "repeat", request: plain() });
    expect(steadiness([asked(503), again]).servedNowAndThen).toEqual([]);
  });
});

describe("what is said of an unsteady endpoint", () => {
  const wide = { ...SUBJECT, route: undefined };
  const blamed = (cause: "application-error" | "plaintext-to-tls-port", subject: Subject = wide) => ({
    ...root({ cause, strength: 0.9, subject, ground: "g", locations: [], evidence: [], args: {} }),
    check: "a-check",
  });
  const served = { unsteady: [OTHER_ROUTE], servedNowAndThen: [OTHER_ROUTE] };

  it("is said of some requests where the others are served", () => {
    expect(temper([blamed("application-error")], served)).toMatchObject([{ extent: "some", strength: 0.9 }]);
  });
  it("is doubtful where it names a mismatch, which would be there the next time", () => {
    expect(temper([blamed("plaintext-to-tls-port")], served)).toMatchObject([{ strength: 0.5 }]);
  });
  it("stays as it is where nobody was served, and for other endpoints", () => {
    const never = { unsteady: [OTHER_ROUTE], servedNowAndThen: [] };
    const other = { ...wide, endpoint: "10.0.0.6:8443" };
    expect(temper([blamed("application-error")], never)[0]?.extent).toBeUndefined();
    expect(temper([blamed("plaintext-to-tls-port", other)], served)).toMatchObject([{ strength: 0.9 }]);
  });
});
