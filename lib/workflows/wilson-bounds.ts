/** 97.5 % quantile of the standard normal distribution: bounds of 95 %. */
const Z = 1.959963984540054

/**
 * 95 % bounds of a share of which `passed` of `n` were seen, both between 0 and 1; nothing seen says nothing: 0 to 1.
 * Wilson's score interval (E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212):
 * (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n).
 */
export function wilsonBounds(passed: number, n: number): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 }
  const share = passed / n
  const middle = share + Z ** 2 / (2 * n)
  const half = Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2))
  const scale = 1 + Z ** 2 / n
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) }
}
