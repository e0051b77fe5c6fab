const NANO_PER_USD = 1_000_000_000

/**
 * Nano-USD as text: to the cent from $1 up ("$1,204.50"), four digits below ("$0.0204"), "$0" for nothing,
 * "<$0.0001" for something smaller than that; "hidden" for what the reader is not shown (null).
 */
export function formatMoney(nanoUsd: number | null): string {
  if (nanoUsd === null) return 'hidden'
  const sign = nanoUsd < 0 ? '−' : ''
  const usd = Math.abs(nanoUsd) / NANO_PER_USD
  if (usd === 0) return '$0'
  if (usd < 0.00005) return `${sign}<$0.0001`
  const digits = usd < 0.99995 ? 4 : 2
  const text = usd.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return `${sign}$${text}`
}

/** Integer nano-USD as one types it, exactly: "0.05", "12". */
export function formatUsdAmount(nanoUsd: number): string {
  return (nanoUsd / NANO_PER_USD).toFixed(9).replace(/\.?0+$/, '')
}
