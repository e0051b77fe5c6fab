import 'server-only'

/** "in the last 3 h", "in the last 7 days". */
export function describeWindow(hours: number): string {
  return hours > 24 ? `in the last ${hours / 24} days` : `in the last ${hours} h`
}
