import 'server-only'

/** Text that stands for itself in LIKE, where `%`, `_` and the backslash would stand for something else. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

/** One pattern for each word of a text: all of them must fit, anywhere and in any order. */
export function wordPatterns(text: string): string[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `%${escapeLike(word)}%`)
}
