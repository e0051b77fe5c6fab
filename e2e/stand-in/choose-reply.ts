import type { InProcessRule, Match, ModelRequest, Reply, Script } from './types'

/** What "test connection" asks: answered without a script. */
const PROBE = 'Are you there?'

function holds(match: Match, request: ModelRequest): boolean {
  if (match.model !== undefined && match.model !== request.model) return false
  if (match.contains !== undefined && !request.allText.includes(match.contains)) return false
  if (match.notContains !== undefined && request.allText.includes(match.notContains)) return false
  return match.requestNumbers === undefined || match.requestNumbers.includes(request.number)
}

/** The rules and answers in force; a rule with `times` counts down. */
export class ReplyChooser {
  private rules: { rule: InProcessRule; left: number }[] = []
  private answers: Record<string, unknown> = {}

  /** Puts a script in place of the present one, or (append) after it. */
  load(script: { rules?: InProcessRule[]; answers?: Script['answers']; append?: boolean }): void {
    if (script.append !== true) {
      this.rules = []
      this.answers = {}
    }
    this.rules.push(
      ...(script.rules ?? []).map((rule) => ({ rule, left: rule.times ?? Number.POSITIVE_INFINITY })),
    )
    Object.assign(this.answers, script.answers ?? {})
  }

  /** The reply to a request; null when nothing in the script is meant for it. */
  async choose(request: ModelRequest): Promise<Reply | null> {
    const found = this.rules.find(({ rule, left }) => left > 0 && holds(rule.match ?? {}, request))
    if (found !== undefined) {
      found.left -= 1
      const { reply } = found.rule
      return typeof reply === 'function' ? await reply(request) : reply
    }
    return (
      this.lookUpAnswer(request) ?? (request.messages.at(-1)?.text === PROBE ? { json: { ok: true } } : null)
    )
  }

  private lookUpAnswer(request: ModelRequest): Reply | null {
    const names = Object.keys(this.answers).filter((name) => request.allText.includes(name))
    const longest = names.sort((a, b) => b.length - a.length)[0]
    return longest === undefined ? null : { json: this.answers[longest] }
  }
}

/** A rule that computes the structured answer from the request. */
export function answerWith(answer: (request: ModelRequest) => unknown, match?: Match): InProcessRule {
  return { match, reply: (request) => ({ json: answer(request) }) }
}
