import { z } from 'zod'

export interface AnswerPart {
  title: string
  text: string
  language: 'python' | 'text'
}

const TestParts = z.object({
  imports: z.array(z.string()),
  helpers: z.string(),
  tests: z.array(z.object({ name: z.string(), purpose: z.string().optional(), code: z.string() })),
})

/**
 * A model's answer as people read it: the parts of a test file as code, other JSON indented, anything else (a cut
 * answer too) as it came.
 */
export function readAnswer(answer: string): AnswerPart[] {
  const value = parseJson(answer)
  if (value === undefined) return [{ title: 'Answer', text: answer, language: 'text' }]
  const parsed = TestParts.safeParse(value)
  if (!parsed.success) {
    return [{ title: 'Answer', text: JSON.stringify(value, null, 2), language: 'text' }]
  }
  const { imports, helpers, tests } = parsed.data
  const parts: AnswerPart[] = [
    { title: 'Answer: imports', text: imports.join('\n'), language: 'python' },
    { title: 'Answer: helpers', text: helpers.trim(), language: 'python' },
    ...tests.map(({ name, purpose, code }) => ({
      title: purpose === undefined ? `Answer: ${name}` : `Answer: ${name} – ${purpose}`,
      text: code.trim(),
      language: 'python' as const,
    })),
  ]
  const said = parts.filter((part) => part.text !== '')
  return said.length === 0 ? [{ title: 'Answer', text: answer, language: 'text' }] : said
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
