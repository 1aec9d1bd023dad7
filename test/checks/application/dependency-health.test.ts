import { describe, expect, it } from "vitest";
import check from "../../../checks/application/dependency-health.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect, resolve } from "../../given/network.ts";
import { exchange } from "../../given/observation.ts";

const body = (document: unknown, status = 503) =>
  verdict(check, [
    exchange({ status, bodyStart: typeof document === "string" ? document : JSON.stringify(document) }),
  ]);

describe("dependency-down", () => {
  it("reads Spring Boot", () => {
    const db = { status: "DOWN", details: { error: "java.sql.SQLTransientConnectionException" } };
    const found = strongest(body({ status: "DOWN", components: { db, diskSpace: { status: "UP" } } }));
    expect(found).toMatchObject({ cause: "dependency-down", args: { names: "db" } });
    expect(found.evidence[1]).toBe(
      'its answer says "db" is down: "java.sql.SQLTransientConnectionException"',
    );
  });
  it.each([
    [
      "ASP.NET",
      { status: "Unhealthy", entries: { sql: { status: "Unhealthy" }, self: { status: "Healthy" } } },
      "sql",
    ],
    ["MicroProfile", { status: "DOWN", checks: [{ name: "Kafka", status: "DOWN" }] }, "Kafka"],
    ["health+json", { status: "fail", checks: { "cassandra:time": [{ status: "fail" }] } }, "cassandra:time"],
    [
      "NestJS",
      {
        status: "error",
        info: {},
        error: { redis: { status: "down" } },
        details: { redis: { status: "down" } },
      },
      "redis",
    ],
    ["hand-written words", { status: "down", checks: { database: "down", cache: "ok" } }, "database"],
    ["hand-written booleans", { checks: { database: false, cache: true } }, "database"],
    ["Kubernetes", "[+]ping ok\n[-]etcd failed: reason withheld\nhealthz check failed", "etcd"],
    ["WordPress", "<h1>Error establishing a database connection</h1>", "the database"],
    ["a refused address", "Error: connect ECONNREFUSED 10.0.0.9:5432", "10.0.0.9:5432"],
    [
      "a sentence in a document",
      { error: "could not connect to database at 10.0.0.7:5432: connection refused" },
      "database",
    ],
    [
      "a sentence of Go's",
      "failed to connect to Redis (10.0.0.8:6379): dial tcp 10.0.0.8:6379: i/o timeout",
      "Redis",
    ],
    ["an address alone", "Get: dial tcp 10.0.0.8:9000: connect: connection refused", "10.0.0.8:9000"],
    ["a name that is not found", "getaddrinfo ENOTFOUND payments.internal", "payments.internal"],
    ["plain words", "The database is currently unavailable, try later", "database"],
    ["another service", "cannot reach the billing service", "billing service"],
    [
      "a document that is cut off",
      '{"status":"DOWN","components":{"db":{"status":"DOWN","details":{"err',
      "db",
    ],
  ])("reads %s", (_, document, names) => {
    expect(strongest(body(document))).toMatchObject({ cause: "dependency-down", args: { names } });
  });
  it.each([
    ["an error without a reason", { status: "DOWN" }],
    ["switches that are off", { status: "error", details: { verbose: false } }],
    ["the service's own parts", { status: "DOWN", components: { ping: { status: "DOWN" } } }],
    ["words about the user's own connection", "Lost connection to your account. Please log in again."],
    [
      "a gateway's words",
      "upstream connect error or disconnect/reset before headers. reset reason: connection failure",
    ],
    ["a thing that works", { message: "database ok, shutting down" }],
    ["a plain page", "<center><h1>503 Service Temporarily Unavailable</h1></center>"],
    ["a document that is nested without end", `{"checks":${'{"checks":'.repeat(200)}`],
  ])("stays quiet about %s", (_, document) => {
    expect(said(body(document))).toEqual([]);
  });
  it("stays quiet about a healthy answer that lists a component as down", () => {
    expect(said(body({ status: "UP", components: { db: { status: "DOWN" } } }, 200))).toEqual([]);
  });
});

describe("service-starting", () => {
  it.each([
    ["a status field", { status: "starting" }],
    ["a text", "Kibana server is not ready yet"],
    ["a small page", "<html><h1>Please wait while Jenkins is getting ready to work...</h1></html>"],
    [
      "Spring Boot's readiness",
      { status: "DOWN", components: { readinessState: { status: "OUT_OF_SERVICE" } } },
    ],
  ])("reads %s", (_, document) => {
    expect(said(body(document))).toEqual(["root service-starting"]);
  });
  it.each([
    ["a long page with a spinner", `<html>${"x ".repeat(300)}<p>still loading</p></html>`],
    ["another word", { status: "stopped" }],
  ])("stays quiet about %s", (_, document) => {
    expect(said(body(document))).toEqual([]);
  });
});

describe("a dependency that was followed", () => {
  it("stands in the evidence as it was found from here", () => {
    const told = exchange({
      status: 503,
      bodyStart: JSON.stringify({ status: "DOWN", components: { db: { status: "DOWN" } } }),
    });
    const gone = { ...connect("10.0.0.9:5432", "ECONNREFUSED"), subjects: told.subjects };
    const followed = { ...gone, varied: { experiment: "dependency", from: "", to: "db" } } as const;
    expect(strongest(verdict(check, [told, followed])).evidence.at(-1)).toBe(
      "10.0.0.9:5432, which it names, from here: connection refused",
    );
    const lost = { kind: "not-found", reason: "the name server answers NXDOMAIN", code: "NXDOMAIN" } as const;
    const named = { ...resolve({}, { outcome: lost }), subjects: told.subjects, varied: followed.varied };
    expect(strongest(verdict(check, [told, named])).evidence.at(-1)).toBe(
      "api.internal, which it names, from here: the name server answers NXDOMAIN",
    );
  });
});
