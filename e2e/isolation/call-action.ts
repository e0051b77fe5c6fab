import type { ActionFailure } from '../../lib/domain/action-result'
import { type Answer, ask, type Caller } from './ask'

/** What an action may be given: values, and at most files beside them. */
export type ActionInput = Record<string, unknown>

/** The argument list as React sends it: JSON, or multipart when a file is in it. */
function encode(input: ActionInput): { body: string | FormData; headers: Record<string, string> } {
  const files = Object.values(input).some((value) => value instanceof File)
  if (!files)
    return { body: JSON.stringify([input]), headers: { 'content-type': 'text/plain;charset=UTF-8' } }
  const form = new FormData()
  for (const [name, value] of Object.entries(input)) {
    form.append(`_1_${name}`, value instanceof File ? value : String(value))
  }
  form.append('0', '["$K1"]') // last: it refers to the entries before it
  return { body: form, headers: {} }
}

export type ActionOutcome = { ok: true; data: unknown } | Pick<ActionFailure, 'ok' | 'code' | 'text'>

/** The value an action returned, out of the stream of rows that Next answers with; null when it returned none. */
function readOutcome(body: string): ActionOutcome | null {
  const row = (id: string) => body.match(new RegExp(`^${id}:(.*)$`, 'm'))?.[1]
  const place = row('0')?.match(/"a":"\$@(\w+)"/)?.[1]
  const value = place === undefined ? undefined : row(place)
  return value === undefined ? null : JSON.parse(value)
}

/** Calls a server action as Next's client does, on the page that is given. */
export async function callAction(
  pageUrl: string,
  caller: Caller,
  actionId: string,
  input: ActionInput,
): Promise<Answer & { outcome: ActionOutcome | null }> {
  const { body, headers } = encode(input)
  const answer = await ask(pageUrl, caller, {
    method: 'POST',
    headers: {
      ...headers,
      'next-action': actionId,
      origin: new URL(pageUrl).origin,
      accept: 'text/x-component',
    },
    body,
  })
  return { ...answer, outcome: readOutcome(answer.body) }
}
