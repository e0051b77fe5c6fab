import 'server-only'
import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import type { ActionResult } from '@/lib/domain/action-result'
import { parseInput } from '@/lib/domain/parse-input'
import { type Access, authorise, type ContextFor } from './authorise'
import { describeFailure } from './describe-failure'
import { logEntry } from './log-entry'
import { requestIdOf } from './request-id'

interface ActionDefinition<A extends Access, Schema extends z.ZodType, Result> {
  /** Its name in the log: that of the verb, e.g. `cancel-runs`. */
  name: string
  /** Schema of the input; unknown keys such as `team` need not be in it. */
  input: Schema
  /** For a permission the input must carry `team`: the slug of the team it is asked in. */
  permission: A
  handler: (ctx: ContextFor<A>, input: z.output<Schema>) => Promise<Result>
}

function teamSlugOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || !('team' in input)) return undefined
  return typeof input.team === 'string' ? input.team : undefined
}

/**
 * Makes a server action: authorises, parses, calls one verb, maps errors. Forms may send an object or FormData.
 * Next itself refuses posts from another origin. Redirects thrown by the handler pass through.
 */
export function defineAction<A extends Access, Schema extends z.ZodType, Result>(
  definition: ActionDefinition<A, Schema, Result>,
): (input: unknown) => Promise<ActionResult<Result>> {
  return async function action(rawInput) {
    const requestHeaders = new Headers(await headers())
    const requestId = requestIdOf(requestHeaders)
    requestHeaders.set('x-request-id', requestId)
    const entry = { kind: 'action', name: definition.name, requestId } as const
    const began = performance.now()
    let outcome = 'redirected'
    try {
      const input = rawInput instanceof FormData ? Object.fromEntries(rawInput) : rawInput
      const ctx = await authorise(requestHeaders, definition.permission, teamSlugOf(input))
      const parsed = parseInput(definition.input, input)
      const data = await definition.handler(ctx as ContextFor<A>, parsed)
      outcome = 'ok'
      return { ok: true, data }
    } catch (error) {
      unstable_rethrow(error)
      const failure = describeFailure(error, entry)
      outcome = failure.code
      return failure
    } finally {
      logEntry(entry, outcome, performance.now() - began)
    }
  }
}
