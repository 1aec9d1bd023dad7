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
  it("reads the URLs of drivers, names, and addresses of IPv6", () => {
    for (const [text, place] of [
      ["Connection to db.internal:5432 refused", "db.internal 5432"],
      ["jdbc:postgresql://db.internal:5433/app?user=x", "db.internal 5433"],
      ["Cannot open redis://:p%40ss@cache:6380/0", "cache 6380"],
      ["amqp://guest:guest@mq.internal/vhost", "mq.internal 5672"],
      ["mongodb://one:27018,two:27017/app", "one 27018"],
      ["jdbc:oracle:thin:@ora:1521:APP", "ora 1521"],
      ['connection to server at "db" (10.0.0.9), port 5432 failed', "db 5432"],
      ["connect ECONNREFUSED fd00::9:6379", "fd00::9 6379"],
      ["http://[fd00::9]:8080/health", "fd00::9 8080"],
    ] as const)
      expect([text, found(text)]).toEqual([text, [`db ${place}`]]);
  });
  it("takes nothing that only looks like a place", () => {
    for (const text of [
      "Exception at Main.java:123",
      "error 08006: bad",
      "since 10:32:15",
      "jdbc:h2:mem:test",
      "redis://",
      "kafka: 3:14",
    ])
      expect([text, found(text)]).toEqual([text, []]);
  });
  it("takes no loopback of another host, and nothing that is no address", () => {
    expect(found("127.0.0.1:5432 refused")).toEqual([]);
    expect(found("127.0.0.1:5432 refused", true)).toEqual(["db 127.0.0.1 5432"]);
    expect(found("version 1.2.3.4.5:80, 300.1.1.1:80, 10.0.0.9:99999")).toEqual([]);
  });
});
