import 'server-only'
import { formatPlural } from '@/lib/format/format-count'

/** "12 calls", "1 run waits". */
export function ofSo(count: number, noun: string, plural?: string): string {
  return formatPlural(count, noun, plural)
}

/** "in the last 3 h", "in the last 7 days". */
export function describeWindow(hours: number): string {
  return hours > 24 ? `in the last ${hours / 24} days` : `in the last ${hours} h`
}
