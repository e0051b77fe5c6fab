import 'server-only'

/** When a message is due that is sent right where it is made, and not by a worker. */
export const NOT_DUE = new Date('2999-01-01T00:00:00Z')
