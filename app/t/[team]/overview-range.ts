import { parseAsStringLiteral } from 'nuqs'

const RANGES = ['7', '30'] as const

/** `?range=` of the overview: how many days its charts show. */
export const parseRange = parseAsStringLiteral(RANGES).withDefault('7')

export const RANGE_OPTIONS = RANGES.map((value) => ({ value, label: `${value} days` }))
