import 'server-only'

/**
 * Of calls that still wait: `waiting` for their batch, `submitted` within it, `following` another run that waits in one for
 * the very same result.
 */
export const OPEN_ITEM = ['waiting', 'submitted', 'following']

/** Of calls that were never in a batch of their own, or were taken out of it. */
export const LEFT_ITEM = ['cancelled', 'followed']
