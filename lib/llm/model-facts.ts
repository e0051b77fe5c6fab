import 'server-only'
import { modelLine } from '@/lib/domain/model-line'
import type { Effort } from '@/lib/domain/provider-settings'

/** What the API documents of a line of models and no answer tells. */
export interface ModelFacts {
  /** a shorter prefix is not cached, whatever is asked */
  minCachedTokens: number
  /** levels of `output_config.effort`, lowest first; empty: the parameter is refused */
  efforts: readonly Effort[]
  /** longest answer, thoughts included; asking for more is refused. null: not known */
  maxOutputTokens: number | null
}

const NO_EFFORT: readonly Effort[] = []
const TO_HIGH: readonly Effort[] = ['low', 'medium', 'high']
const TO_MAX: readonly Effort[] = ['low', 'medium', 'high', 'max']
/** Of models whose own page was not found the shorter one stands: less is asked for than they may give. */
const SHORT = 64_000
const LONG = 128_000
const ALL: readonly Effort[] = ['low', 'medium', 'high', 'xhigh', 'max']

/**
 * Read on 2026-11-23 from platform.claude.com/docs/en/build-with-claude/prompt-caching ("cache limitations") and
 * …/effort as quoted by public pages of 2026-07 to 2026-11, those of 5.5 from openrouter.ai's migration guide to them.
 * Lengths of answers are those of the models' own pages under platform.claude.com/docs/en/models.
 * Where sources differ the lower minimum stands: a marker below the true one is ignored and costs nothing.
 */
const FACTS: Record<string, ModelFacts> = {
  'haiku-5-5': { minCachedTokens: 512, efforts: ALL, maxOutputTokens: LONG },
  'haiku-4-5': { minCachedTokens: 4096, efforts: NO_EFFORT, maxOutputTokens: SHORT },
  'sonnet-5-5': { minCachedTokens: 512, efforts: ALL, maxOutputTokens: LONG },
  'sonnet-5': { minCachedTokens: 1024, efforts: ALL, maxOutputTokens: LONG },
  'sonnet-4-6': { minCachedTokens: 1024, efforts: TO_MAX, maxOutputTokens: SHORT },
  'sonnet-4-5': { minCachedTokens: 1024, efforts: NO_EFFORT, maxOutputTokens: SHORT },
  'opus-5-5': { minCachedTokens: 512, efforts: ALL, maxOutputTokens: LONG },
  'opus-5': { minCachedTokens: 512, efforts: ALL, maxOutputTokens: LONG },
  'opus-4-8': { minCachedTokens: 1024, efforts: ALL, maxOutputTokens: LONG },
  'opus-4-7': { minCachedTokens: 2048, efforts: ALL, maxOutputTokens: SHORT },
  'opus-4-6': { minCachedTokens: 4096, efforts: TO_MAX, maxOutputTokens: LONG },
  'opus-4-5': { minCachedTokens: 4096, efforts: TO_HIGH, maxOutputTokens: SHORT },
  'fable-5-2': { minCachedTokens: 512, efforts: ALL, maxOutputTokens: SHORT },
  'fable-5-1': { minCachedTokens: 512, efforts: ALL, maxOutputTokens: LONG },
  'fable-5': { minCachedTokens: 512, efforts: ALL, maxOutputTokens: LONG },
}

/** The lines of models of which something is known here. */
export const KNOWN_LINES = Object.keys(FACTS)

/** Of a model that is not in the table, as compatible servers have them. */
const UNKNOWN: ModelFacts = { minCachedTokens: 1024, efforts: NO_EFFORT, maxOutputTokens: null }

/** Facts by the model's line, which clouds wrap: `us.anthropic.claude-opus-4-6-v1`, `claude-haiku-4-5@20251001`. */
export function modelFacts(model: string): ModelFacts {
  const line = modelLine(model)
  return (line === null ? undefined : FACTS[line]) ?? UNKNOWN
}

/** The asked effort, or the highest level below it that the model takes; null: say nothing about it. */
export function effortFor(model: string, asked: Effort | undefined): Effort | null {
  if (asked === undefined) return null
  const { efforts } = modelFacts(model)
  const wanted = ALL.indexOf(asked)
  return efforts.findLast((level) => ALL.indexOf(level) <= wanted) ?? null
}
