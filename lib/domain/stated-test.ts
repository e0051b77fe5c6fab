/** Name of a proof's test that is an example of the module's own text; `prefix` tells findings apart, `number` counts from 1. */
export const nameStatedTest = (prefix: string, number: number): string => `test_${prefix}_stated_${number}`

/** True for the id of such a test. */
export const isStatedTest = (testId: string): boolean => /_stated_\d+$/.test(testId)
