/** A timer that fires a little early must not fire again at once. */
const EARLY_MS = 1_000

/** Pages that were opened together by many people do not all ask at the same moment. */
const shiftMs = Math.random() * 3_600_000

/**
 * Milliseconds until the next of this page's moments, which are `stepMs` apart: parts that ask again by themselves do so at
 * the same moments, and so in one request, whenever each of them was answered last.
 */
export function nextStep(stepMs: number, nowMs = Date.now()): number {
  const leftMs = stepMs - ((nowMs + shiftMs) % stepMs)
  return leftMs < EARLY_MS ? leftMs + stepMs : leftMs
}
