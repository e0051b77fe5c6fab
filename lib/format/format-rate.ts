const NANO_PER_USD = 1_000_000_000

/** A rate in nano-USD per million tokens as dollars, to the last of its six decimals: "$2.00", "$0.125", "$0.000001". */
export function formatRate(nanoUsdPerMTok: number): string {
  return `$${(nanoUsdPerMTok / NANO_PER_USD).toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 6,
  })}`
}
