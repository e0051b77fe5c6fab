import 'server-only'

/** JSON text in which a BigInt is a number when that is exact, else a string of digits. */
export function toJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) => {
      if (typeof part !== 'bigint') return part
      const asNumber = Number(part)
      return Number.isSafeInteger(asNumber) ? asNumber : part.toString()
    }) ?? 'null'
  )
}
