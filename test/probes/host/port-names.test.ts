import { describe, expect, it } from "vitest";
import { namesPort } from "../../../src/probes/host/port-names.ts";

describe("a text that names a port", () => {
  it.each([
    "gunicorn --bind 0.0.0.0:8081 app:app",
    "node server.js --port 8081",
    "node server.js --port=8081",
    "Environment=PORT=8081",
    'Environment="SERVER_PORT=8081"',
    "ListenStream=[::]:8081",
    "java -Dserver.port=8081 -jar app.jar",
    "python3 -m http.server 8081",
    "app -p8081",
    ":8081",
  ])("says so: %s", (text) => {
    expect(namesPort(text, 8081)).toBe(true);
  });
  it.each([
    "node server.js --port 18081",
    "app --bind 0.0.0.0:80810",
    "app --id abc8081",
    "app --version 1.8081.2",
    "app --bind 0.0.0.0:8081.5",
  ])("does not say so: %s", (text) => {
    expect(namesPort(text, 8081)).toBe(false);
  });
  it("takes a small number that stands alone for a count", () => {
    expect(namesPort("app --workers 80", 80)).toBe(false);
    expect(namesPort("app --port 80", 80)).toBe(true);
  });
});
