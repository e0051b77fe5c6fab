import type { CheckReport } from './define-stage'

/** What is wrong with an answer, so that two answers with the same fault have the same key: times and addresses are left out. */
export function faultKey({ fault, feedback }: Pick<CheckReport<unknown>, 'fault' | 'feedback'>): string {
  return (fault ?? feedback)
    .replace(/\b0x[0-9a-f]+\b/gi, '0x…')
    .replace(/\b\d+(\.\d+)?\s?(ms|s|seconds?)\b/g, '… s')
    .replace(/\s+/g, ' ')
    .trim()
}
