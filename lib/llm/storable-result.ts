import 'server-only'
import { storable } from '@/lib/format/storable'
import type { CallResult } from './call-anthropic'

const orNull = (text: string | null) => (text === null ? null : storable(text))

/** A result without what no database takes, wherever a provider may have written it: what was paid for must be kept. */
export function storableResult(result: CallResult): CallResult {
  const { text, errorText, stopReason, requestId } = result
  return {
    ...result,
    text: orNull(text),
    errorText: orNull(errorText),
    stopReason: orNull(stopReason),
    requestId: orNull(requestId),
  }
}
