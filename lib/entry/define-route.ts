import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import { z } from 'zod'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { answerHeaders } from './answer-headers'
import { type Access, authorise, type ContextFor, isStillAllowed } from './authorise'
import { describeFailure } from './describe-failure'
import { logEntry } from './log-entry'
import { requestIdOf } from './request-id'
import { toJson } from './to-json'

const nothing = z.object({})

interface RouteDefinition<A extends Access, Params extends z.ZodType, Query extends z.ZodType> {
  permission: A
  /** Schema of the URL's parameters; `team` is read before and need not be in it. */
  params?: Params
  /** Schema of the query string; a key that occurs several times is an array. */
  query?: Query
  handler: (
    ctx: ContextFor<A>,
    input: {
      params: z.output<Params>
      query: z.output<Query>
      request: Request
      /** For an answer that goes on after the request: may the caller still have it? */
      isStillAllowed: () => Promise<boolean>
    },
  ) => Promise<unknown>
}

function queryOf(request: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(request.url)
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((key) => {
      const values = searchParams.getAll(key)
      return [key, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

function jsonResponse(body: unknown, status: number, requestId: string): Response {
  return new Response(toJson(body), { status, headers: answerHeaders(requestId) })
}

/**
 * Makes a GET route: authorises in the team of the URL, parses, calls one verb, answers JSON (or the handler's Response).
 * Errors are JSON `{code, text, fields, requestId}` with the status of their code, 500 for what was not expected.
 */
export function defineRoute<
  A extends Access,
  Params extends z.ZodType = z.ZodType<Record<string, never>>,
  Query extends z.ZodType = z.ZodType<Record<string, never>>,
>(definition: RouteDefinition<A, Params, Query>) {
  return async function route(request: Request, context: { params: Promise<unknown> }): Promise<Response> {
    const headers = new Headers(request.headers)
    const requestId = requestIdOf(headers)
    headers.set('x-request-id', requestId)
    const entry = { kind: 'route', name: new URL(request.url).pathname, requestId } as const
    const began = performance.now()
    let outcome = 'redirected'
    try {
      // undefined for a route whose path has no parameters
      const params: unknown = (await context.params) ?? {}
      const hasTeam = typeof params === 'object' && params !== null && 'team' in params
      const team = hasTeam ? String(params.team) : undefined
      const ctx = await authorise(headers, definition.permission, team)
      const body = await definition.handler(ctx as ContextFor<A>, {
        params: parseInput(definition.params ?? nothing, params) as z.output<Params>,
        query: parseInput(definition.query ?? nothing, queryOf(request)) as z.output<Query>,
        request,
        isStillAllowed: () => isStillAllowed(headers, definition.permission, team),
      })
      outcome = 'ok'
      return body instanceof Response ? body : jsonResponse(body, 200, requestId)
    } catch (error) {
      unstable_rethrow(error)
      const { code, text, fields } = describeFailure(error, entry)
      outcome = code
      const status = error instanceof AssayError ? error.httpStatus : 500
      return jsonResponse({ code, text, fields, requestId }, status, requestId)
    } finally {
      logEntry(entry, outcome, performance.now() - began)
    }
  }
}
