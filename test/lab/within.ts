/** Runs a program in a network namespace. */
export const within = (namespace: string, ...argv: readonly string[]): string[] => [
  ...["ip", "netns", "exec", namespace],
  ...argv,
];
