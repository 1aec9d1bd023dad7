import { describe, expect, it } from "vitest";
import { dependencyAddresses } from "../../src/model/dependency-address.ts";

const body = (error: string) =>
  JSON.stringify({ status: "DOWN", components: { db: { status: "DOWN", details: { error } } } });
const found = (error: string, isHere = false) =>
  dependencyAddresses(body(error), isHere).map(({ name, target }) => `${name} ${target.host} ${target.port}`);

describe("dependencyAddresses", () => {
  it("reads the forms in which drivers name an address", () => {
    expect(found("Connection to 10.0.0.9:5432 refused")).toEqual(["db 10.0.0.9 5432"]);
    expect(found("connect ECONNREFUSED 10.0.0.9:6379")).toEqual(["db 10.0.0.9 6379"]);
    expect(found('connection to server at "10.0.0.9", port 5432 failed')).toEqual(["db 10.0.0.9 5432"]);
    expect(found("Connection refused: /10.0.0.9:9092")).toEqual(["db 10.0.0.9 9092"]);
  });
  it("takes no names, no loopback of another host, and nothing that is no address", () => {
    expect(found("Connection to db.internal:5432 refused")).toEqual([]);
    expect(found("127.0.0.1:5432 refused")).toEqual([]);
    expect(found("127.0.0.1:5432 refused", true)).toEqual(["db 127.0.0.1 5432"]);
    expect(found("version 1.2.3.4.5:80, 300.1.1.1:80, 10.0.0.9:99999")).toEqual([]);
  });
});
