import type { Experiment } from "../experiment.ts";

/**
 * The gateway's own request again: two times before anything is varied, and once behind a cure. Tells a failure that is
 * steady from one of N instances behind the address, a rate limit and a service that answers by chance. It varies
 * nothing, so that the course of the experiments plans it and not this list. Costs three connections at most.
 */
export const repeat: Experiment = { id: "repeat", vary: () => [] };
