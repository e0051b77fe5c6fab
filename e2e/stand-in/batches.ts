import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { buildMessage, messageOnWire } from './build-message'
import type { ReplyChooser } from './choose-reply'
import { errorBody } from './error-body'
import { isKnownModel } from './models'
import { parseRequest, RequestBody } from './parse-request'
import { markerProblem, type PromptCache } from './prompt-cache'
import type { LoggedRequest } from './types'

const DAY_MS = 86_400_000
const MAX_REQUESTS = 100_000

const CreateBody = z.object({
  requests: z
    .array(z.object({ custom_id: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/), params: RequestBody }))
    .min(1)
    .max(MAX_REQUESTS)
    .refine((requests) => new Set(requests.map((one) => one.custom_id)).size === requests.length, {
      error: 'custom_id is not unique',
    }),
})

interface Result {
  custom_id: string
  result: { type: string } & Record<string, unknown>
}

/** A batch as the server keeps it. */
export interface KeptBatch {
  id: string
  createdAt: number
  requests: z.infer<typeof CreateBody>['requests']
  isCancelled: boolean
  /** null: still in progress */
  results: Result[] | null
}

export interface BatchAnswer {
  status: number
  body: Record<string, unknown> | string
}

/** The server side of the Message Batches API: takes batches, works on them for a while, hands out results by line. */
export class BatchDesk {
  /** how long a batch is in progress */
  delayMs = 0
  /** a batch is taken, but the answer to that comes so much later */
  holdMs = 0
  readonly batches: KeptBatch[] = []

  constructor(
    private readonly chooser: ReplyChooser,
    private readonly log: LoggedRequest[],
  ) {}

  /** Answers a request below /v1/messages/batches; null: there is no such path. */
  async handle(
    method: string,
    url: URL,
    body: unknown,
    promptCache: PromptCache,
  ): Promise<BatchAnswer | null> {
    const [, id, act] = /^\/v1\/messages\/batches(?:\/([^/]+)(?:\/([a-z]+))?)?$/.exec(url.pathname) ?? [null]
    if (id === undefined && method === 'POST') return this.create(body)
    if (id === undefined && method === 'GET') return this.list(url.searchParams)
    const batch = this.batches.find((one) => one.id === id)
    if (batch === undefined) return null
    await this.work(batch, promptCache)
    if (act === undefined && method === 'GET') return { status: 200, body: onWire(batch) }
    if (act === 'cancel' && method === 'POST') {
      batch.isCancelled = true
      return { status: 200, body: { ...onWire(batch), processing_status: 'canceling' } }
    }
    if (act !== 'results' || batch.results === null) return null
    return { status: 200, body: batch.results.map((result) => `${JSON.stringify(result)}\n`).join('') }
  }

  private async create(body: unknown): Promise<BatchAnswer> {
    const parsed = CreateBody.safeParse(body)
    if (!parsed.success) {
      return { status: 400, body: errorBody(400, 'req', { message: parsed.error.issues[0]?.message }) }
    }
    const id = `msgbatch_${randomBytes(12).toString('hex')}`
    const batch = { id, createdAt: Date.now(), isCancelled: false, results: null, ...parsed.data }
    this.batches.push(batch)
    await new Promise((resolve) => setTimeout(resolve, this.holdMs))
    return { status: 200, body: onWire(batch) }
  }

  /** Newest first, as the API lists them. */
  private list(query: URLSearchParams): BatchAnswer {
    const newest = this.batches.toReversed()
    const start = newest.findIndex(({ id }) => id === query.get('after_id')) + 1
    const end = start + Number(query.get('limit') ?? 20)
    const data = newest.slice(start, end).map(onWire)
    const ids = { first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null }
    return { status: 200, body: { data, has_more: end < newest.length, ...ids } }
  }

  private async work(batch: KeptBatch, promptCache: PromptCache): Promise<void> {
    if (batch.results !== null || (!batch.isCancelled && Date.now() < batch.createdAt + this.delayMs)) return
    const results: Result[] = []
    for (const { custom_id, params } of batch.requests) {
      const result = batch.isCancelled
        ? { type: 'canceled' }
        : await this.answer(params, promptCache, batch.id)
      results.push({ custom_id, result })
    }
    // Order of results is not that of requests.
    batch.results ??= results.toReversed()
  }

  private async answer(
    body: RequestBody,
    promptCache: PromptCache,
    batchId: string,
  ): Promise<Result['result']> {
    const request = parseRequest(body, this.log.length + 1)
    const requestId = `req_${randomBytes(12).toString('hex')}`
    const entry: LoggedRequest = {
      requestId,
      number: request.number,
      receivedAt: new Date().toISOString(),
      answeredInMs: null,
      model: request.model,
      maxTokens: request.maxTokens,
      stream: false,
      hasOutputSchema: request.outputSchema !== null,
      system: request.system,
      messages: request.messages,
      headers: { version: null, keyLastFour: null },
      effort: request.effort,
      status: 200,
      fault: null,
      ended: 'completed',
      stopReason: null,
      usage: null,
      characters: 0,
      batchId,
    }
    this.log.push(entry)
    const fail = (status: number, message?: string, errorType?: string) => {
      entry.status = status
      return { type: 'errored', error: errorBody(status, requestId, { message, errorType }) }
    }
    if (!isKnownModel(request.model)) return fail(404, `model: ${request.model}`)
    const wrongMarkers = markerProblem(body)
    if (wrongMarkers !== null) return fail(400, wrongMarkers)
    const reply = await this.chooser.choose(request)
    if (reply === null) return fail(400, 'stand-in: nothing in the script is meant for this')
    if (reply.expires === true) return { type: 'expired' }
    if (reply.fault?.kind === 'status') {
      return fail(reply.fault.status, reply.fault.message, reply.fault.errorType)
    }
    const message = buildMessage(request, reply, promptCache.countInput(body, Date.now()))
    const { text, stopReason, usage } = message
    Object.assign(entry, { stopReason, usage, characters: text.length })
    return { type: 'succeeded', message: messageOnWire(requestId, request.model, message, usage) }
  }
}

function onWire(batch: KeptBatch): Record<string, unknown> & { id: string } {
  const { id, createdAt, results, isCancelled } = batch
  const iso = (ms: number) => new Date(ms).toISOString()
  const count = (type: string) => results?.filter(({ result }) => result.type === type).length ?? 0
  return {
    id,
    type: 'message_batch',
    processing_status: results !== null ? 'ended' : isCancelled ? 'canceling' : 'in_progress',
    request_counts: {
      processing: results === null ? batch.requests.length : 0,
      succeeded: count('succeeded'),
      errored: count('errored'),
      canceled: count('canceled'),
      expired: count('expired'),
    },
    created_at: iso(createdAt),
    expires_at: iso(createdAt + DAY_MS),
    ended_at: results === null ? null : iso(Date.now()),
    archived_at: null,
    cancel_initiated_at: null,
    results_url: results === null ? null : `/v1/messages/batches/${id}/results`,
  }
}
