/**
 * The line of a model of Anthropic's, which snapshots and clouds wrap: `opus-4-6` of `us.anthropic.claude-opus-4-6-v1`,
 * `haiku-4-5` of `claude-haiku-4-5@20251001`. Null: it is none, or named in the way of before.
 */
export function modelLine(model: string): string | null {
  return /claude-([a-z]+-\d+(?:-\d(?!\d))?)/.exec(model)?.[1] ?? null
}

/** The names under which a price of a model may stand, in the order in which they win: its own, then its line's. */
export function priceNames(model: string): string[] {
  const line = modelLine(model)
  return [...new Set(line === null ? [model] : [model, `claude-${line}`])]
}
