import 'server-only'

/** Text that stands for itself in LIKE, where `%`, `_` and the backslash would stand for something else. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
