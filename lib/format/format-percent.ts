/**
 * A share between 0 and 1 as text with one digit: "97.2 %". Only all is "100 %" and only none is "0 %":
 * what would round to them says "99.9 %" or "<0.1 %".
 */
export function formatPercent(share: number): string {
  if (share === 0) return '0 %'
  if (share === 1) return '100 %'
  const percent = share * 100
  if (percent > 0 && percent < 0.05) return '<0.1 %'
  if (percent > 99.9 && percent < 100) return '99.9 %'
  return `${percent.toFixed(1)} %`
}

/** Part of a whole as text and its n; `text` is "no data" when there is nothing to divide by. */
export function formatShare(part: number, whole: number): { text: string; n: number } {
  return { text: whole === 0 ? 'no data' : formatPercent(part / whole), n: whole }
}
