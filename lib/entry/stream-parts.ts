import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { answerHeaders } from './answer-headers'
import { describeFailure } from './describe-failure'
import { logEntry } from './log-entry'
import { toJson } from './to-json'

interface Asked {
  /** names the route in the log */
  name: string
  requestId: string
  parts: readonly string[]
  answer: (part: string) => Promise<unknown>
}

/** By its ending the server in front knows that it is worth compressing. */
const LINES_OF_JSON = 'application/stream+json'

/** Answers that are shared by many who ask (lib/metrics/answer-once) are written as text once. */
const texts = new WeakMap<object, string>()

function textOf(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return toJson(answer)
  const known = texts.get(answer)
  if (known !== undefined) return known
  const text = toJson(answer)
  texts.set(answer, text)
  return text
}

const lineOf = (part: string, status: number, body: string) =>
  `{"part":${JSON.stringify(part)},"status":${status},"body":${body}}\n`

/** The line (`PartLine`) of one part: its answer, or why there is none; the others do not suffer from it. */
async function answerPart(part: string, { name, requestId, answer }: Asked): Promise<string> {
  const entry = { kind: 'route', name: `${name} ${part}`, requestId } as const
  const began = performance.now()
  let outcome = 'ok'
  try {
    return lineOf(part, 200, textOf(await answer(part)))
  } catch (error) {
    const { code, text, fields } = describeFailure(error, entry)
    outcome = code
    const status = error instanceof AssayError ? error.httpStatus : 500
    return lineOf(part, status, toJson({ code, text, fields, requestId }))
  } finally {
    logEntry(entry, outcome, performance.now() - began)
  }
}

/**
 * Several answers of one request as lines of JSON, each as soon as it is there: what is quick does not wait for what is slow,
 * and what fails fails alone.
 */
export function streamParts(asked: Asked): Response {
  const encoder = new TextEncoder()
  let ready = ''
  let isWanted = true
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const flush = () => {
        if (isWanted && ready !== '') controller.enqueue(encoder.encode(ready))
        ready = ''
      }
      await Promise.all(
        [...new Set(asked.parts)].map(async (part) => {
          const line = await answerPart(part, asked)
          // What is ready at the same moment goes out together.
          if (ready === '') setImmediate(flush)
          ready += line
        }),
      )
      flush()
      if (isWanted) controller.close()
    },
    cancel() {
      isWanted = false
    },
  })
  return new Response(body, { headers: answerHeaders(asked.requestId, LINES_OF_JSON) })
}
