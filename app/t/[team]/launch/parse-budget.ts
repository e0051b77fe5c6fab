const NANO_PER_USD = 1_000_000_000
const MAX_USD = 100_000

export type ParsedBudget = { ok: true; nanoUsd: number | null } | { ok: false; text: string }

/** A budget as it is typed: "0.50", "$2" or nothing (no budget of its own). Integer nano-USD. */
export function parseBudget(text: string): ParsedBudget {
  const trimmed = text.trim().replace(/^\$/, '')
  if (trimmed === '') return { ok: true, nanoUsd: null }
  if (!/^\d+([.,]\d+)?$|^[.,]\d+$/.test(trimmed)) {
    return { ok: false, text: 'Write an amount in US dollars, such as 0.50.' }
  }
  const usd = Number(trimmed.replace(',', '.'))
  const nanoUsd = Math.round(usd * NANO_PER_USD)
  if (nanoUsd < 1)
    return { ok: false, text: 'A budget of nothing allows no model call: switch the model off instead.' }
  if (usd > MAX_USD) return { ok: false, text: 'That is more than $100,000. Leave it empty for no budget.' }
  return { ok: true, nanoUsd }
}
