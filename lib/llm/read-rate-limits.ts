import 'server-only'

/**
 * Forms in which limits are told, each with what it is in the words of the first: the API's own headers; the same as LiteLLM
 * hands them on from the provider behind it; and those of its own keys, in the form of OpenAI's API, as many gateways have.
 */
const FORMS: [RegExp, (match: RegExpExecArray) => string][] = [
  [/^(?:llm_provider-)?anthropic-ratelimit-(.+)$/, ([, name = '']) => name],
  [
    /^(?:llm_provider-)?x-ratelimit-(limit|remaining|reset)-(requests|tokens)$/,
    ([, what, of]) => `${of}-${what}`,
  ],
]

const isLower = (text: string, than: string) => Number.parseInt(text, 10) < Number.parseInt(than, 10)

/** What the provider says of its limits, by the API's names without `anthropic-ratelimit-`; of two that tell one, the lower. */
export function readRateLimits(headers: Headers | undefined): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [header, value] of headers ?? []) {
    for (const [form, nameOf] of FORMS) {
      const match = form.exec(header)
      if (match === null) continue
      const name = nameOf(match)
      const before = found[name]
      if (before === undefined || isLower(value, before)) found[name] = value
    }
  }
  return found
}
