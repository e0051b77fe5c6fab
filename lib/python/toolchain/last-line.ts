import 'server-only'

/** The last line with text: where tools put what went wrong. */
export function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() || 'no message'
}
