import type { Reply } from '@/e2e/stand-in/types'
import type { TemplateReason } from '@/lib/domain/words'

/** One kind of fault of a model call, and what a run may come to by it. */
export interface FaultCase {
  name: string
  /** null: the connection is refused, which no server can answer */
  reply: Reply | null
  /** what it is when it stays */
  reason: TemplateReason
  /** true: no use in calling this provider again */
  isFinal?: boolean
}

const status = (code: number, more: { retryAfter?: number; message?: string } = {}): Reply => ({
  fault: { kind: 'status', status: code, ...more },
})
const inStream = { json: { words: ['one'], imports: [], helpers: '', tests: [] } }

/** Every fault that a provider's call can end with. */
export const FAULT_CASES: FaultCase[] = [
  { name: '429 with retry-after', reply: status(429, { retryAfter: 2 }), reason: 'provider-down' },
  {
    name: '429 for ten minutes',
    reply: status(429, { retryAfter: 600 }),
    reason: 'provider-down',
    isFinal: true,
  },
  { name: '429 without', reply: status(429), reason: 'provider-down' },
  { name: '529 overloaded', reply: status(529), reason: 'provider-down' },
  { name: '500', reply: status(500), reason: 'provider-down' },
  { name: '503', reply: status(503), reason: 'provider-down' },
  { name: 'connection refused', reply: null, reason: 'provider-down' },
  { name: 'connection reset', reply: { fault: { kind: 'drop' } }, reason: 'provider-down' },
  {
    name: 'timeout before the answer',
    reply: { fault: { kind: 'hang', afterEvents: null } },
    reason: 'provider-down',
  },
  {
    name: 'timeout in mid-stream',
    reply: { ...inStream, fault: { kind: 'hang', afterEvents: 3 } },
    reason: 'provider-down',
  },
  {
    name: 'slow for minutes',
    reply: { ...inStream, thinking: { pings: 60, everyMs: 40 } },
    reason: 'provider-down',
  },
  {
    name: 'cut stream',
    reply: { ...inStream, fault: { kind: 'cut', afterEvents: 3 } },
    reason: 'provider-down',
  },
  {
    name: 'stream that ends too early',
    reply: { ...inStream, fault: { kind: 'early-end', afterEvents: 3 } },
    reason: 'provider-down',
  },
  {
    name: 'error event in mid-stream',
    reply: {
      ...inStream,
      fault: { kind: 'error-event', afterEvents: 3, errorType: 'api_error', message: 'Oh' },
    },
    reason: 'provider-down',
  },
  {
    name: 'malformed stream',
    reply: { ...inStream, fault: { kind: 'malformed', afterEvents: 3 } },
    reason: 'provider-down',
  },
  {
    name: 'max_tokens',
    reply: { text: '{"words":["on', stopReason: 'max_tokens' },
    reason: 'invalid-output',
  },
  { name: 'refusal', reply: { text: '', stopReason: 'refusal' }, reason: 'invalid-output' },
  { name: 'empty answer', reply: { text: '' }, reason: 'invalid-output' },
  { name: 'no JSON', reply: { text: 'Sure! Here you are.' }, reason: 'invalid-output' },
  { name: 'schema mismatch', reply: { json: { words: 7, tests: 7 } }, reason: 'invalid-output' },
  { name: '400', reply: status(400), reason: 'provider-refused', isFinal: true },
  { name: 'invalid key', reply: status(401), reason: 'provider-refused', isFinal: true },
  { name: 'unknown model', reply: status(404), reason: 'provider-refused' },
  {
    name: 'context too large',
    reply: status(400, { message: 'prompt is too long: 300000 tokens > 200000 maximum' }),
    reason: 'invalid-output',
  },
]
