/** Signs that keys, tokens and addresses are made of: nothing is cut within a run of them. */
const WITHIN = /[\p{L}\p{N}_+/=.:~@-]/u
/** Of one long run more is lost than a cut may cost: it is cut at a character. */
const MOST_LOST_SHARE = 0.5

const isHalf = (text: string, at: number) => {
  const before = text.charCodeAt(at - 1)
  return before >= 0xd800 && before <= 0xdbff
}

/**
 * The beginning of a text, at most `most` UTF-16 units. It ends between words and signs, never within one: half a character
 * cannot be stored, and half a secret is found by no rule.
 */
export function cutTo(text: string, most: number): string {
  if (text.length <= most) return text
  let end = most
  while (end > 0 && WITHIN.test(text[end] ?? '') && WITHIN.test(text[end - 1] ?? '')) end -= 1
  if (end < most * MOST_LOST_SHARE) end = isHalf(text, most) ? most - 1 : most
  return text.slice(0, isHalf(text, end) ? end - 1 : end)
}

/** The end of a text, at most `most` UTF-16 units; cut as `cutTo` does. */
export function cutToEnd(text: string, most: number): string {
  if (text.length <= most) return text
  const first = text.length - most
  let start = first
  while (start < text.length && WITHIN.test(text[start] ?? '') && WITHIN.test(text[start - 1] ?? ''))
    start += 1
  if (text.length - start < most * MOST_LOST_SHARE) start = first
  return text.slice(isHalf(text, start) ? start + 1 : start)
}
