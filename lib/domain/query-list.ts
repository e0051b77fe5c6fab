import { z } from 'zod'

/** A list in a query string: absent, one value, several values, or values joined by commas. */
export const queryList = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) =>
      value === undefined || value === '' ? [] : [value].flat().flatMap((part) => String(part).split(',')),
    z.array(item).max(50),
  )
