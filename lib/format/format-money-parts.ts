const NANO_PER_USD = 1_000_000_000
const NANO_DIGITS = 9

/**
 * The parts of a sum and the sum, nano-USD as text, in as many digits as the smallest part needs: as they are shown, the
 * parts add up to the sum.
 */
export function formatMoneyParts(parts: readonly number[]): { whole: string; parts: string[] } {
  const sum = parts.reduce((total, part) => total + part, 0)
  const smallest = Math.min(...parts.filter((part) => part > 0))
  let digits = sum < NANO_PER_USD ? 4 : 2
  while (digits < NANO_DIGITS && unitOf(digits) > smallest) digits += 1
  const unit = unitOf(digits)
  const floors = parts.map((part) => Math.floor(part / unit))
  let missing = Math.round(sum / unit) - floors.reduce((total, part) => total + part, 0)
  // What rounding left goes where the most was cut off.
  const byRest = parts
    .map((_, index) => index)
    .sort((a, b) => restOf(parts[b], unit) - restOf(parts[a], unit))
  for (const index of byRest) {
    if (missing <= 0) break
    floors[index] = (floors[index] ?? 0) + 1
    missing -= 1
  }
  const format = (units: number) => {
    if (units === 0) return '$0'
    const usd = (units * unit) / NANO_PER_USD
    return `$${usd.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`
  }
  return { whole: format(Math.round(sum / unit)), parts: floors.map(format) }
}

const unitOf = (digits: number) => 10 ** (NANO_DIGITS - digits)
const restOf = (part = 0, unit = 1) => part % unit
