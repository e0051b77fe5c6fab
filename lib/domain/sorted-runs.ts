/** By cost and duration so many of the newest runs that match are sorted; older ones are found with filters. */
export const SORTED_RUNS = 50_000
