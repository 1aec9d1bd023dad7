import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Far above what any test needs: a loaded machine must not turn waiting into a failure.
    testTimeout: 60_000,
    // Tests with real sockets share a machine; a failure counts if it comes back.
    retry: process.env.CI === undefined ? 0 : 1,
    pool: "threads",
  },
});
