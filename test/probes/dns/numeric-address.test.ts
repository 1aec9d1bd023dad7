import { expect, it } from "vitest";
import { numericAddress } from "../../../src/probes/dns/numeric-address.ts";

it.each([
  ["10.1", "10.0.0.1"],
  ["8080", "0.0.31.144"],
  ["0x7f.1", "127.0.0.1"],
  ["010.0.0.1", "8.0.0.1"],
  ["1.2.3.4", "1.2.3.4"],
  ["4294967295", "255.255.255.255"],
])("%s is %s", (text, address) => {
  expect(numericAddress(text)).toBe(address);
});

it.each(["", "a", "1.2.3.4.5", "256.1", "1.2.3.256", "4294967296", "1.", "08", "10.1.x", "-1"])(
  "%j is a name",
  (text) => {
    expect(numericAddress(text)).toBeUndefined();
  },
);
