import type { ZodType } from 'zod'
import { parseStorable, storable } from '@/lib/format/storable'

export type ParsedOutput<Output> = { ok: true; output: Output } | { ok: false; problem: string }

const MAX_ISSUES = 5
/** Servers without structured output like to wrap the JSON in a Markdown fence. */
const FENCED = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/

/** Reads a structured answer, without what no database would store; `problem` says to the model what is wrong with it. */
export function parseOutput<Output>(schema: ZodType<Output>, text: string): ParsedOutput<Output> {
  let json: unknown
  try {
    json = parseStorable(FENCED.exec(text)?.[1] ?? text)
  } catch (error) {
    const detail = storable(error instanceof Error ? error.message : String(error))
    return { ok: false, problem: `The answer is not JSON: ${detail}` }
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return { ok: true, output: parsed.data }
  const issues = parsed.error.issues
    .slice(0, MAX_ISSUES)
    .map((issue) => `- ${issue.path.join('.') || 'answer'}: ${issue.message}`)
  return { ok: false, problem: `The answer does not fit the schema:\n${issues.join('\n')}` }
}
