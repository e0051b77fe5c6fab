import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import TeamError from '@/app/t/[team]/error'
import { AssayError } from '@/lib/domain/assay-error'
import { log } from '@/lib/log/log'
import { defineAction } from './define-action'
import { defineRoute } from './define-route'
import { logEntry } from './log-entry'
import { logPageError } from './log-page-error'

const requestId = 'trace-12345678'
vi.mock('next/headers', () => ({ headers: async () => new Headers({ 'x-request-id': requestId }) }))

const said = (['debug', 'info', 'error'] as const).map((level) => vi.spyOn(log, level))
const [debug, info, error] = said
afterEach(() => {
  for (const spy of said) spy.mockClear()
})

const act = (handler: () => Promise<unknown>) =>
  defineAction({ name: 'do-it', permission: 'anyone', input: z.object({}), handler })({ password: 'hidden' })

const read = (handler: () => Promise<unknown>) =>
  defineRoute({ permission: 'anyone', handler })(
    new Request('http://localhost/api/x?q=1', { headers: { 'x-request-id': requestId } }),
    { params: Promise.resolve({}) },
  )

const fail = async () => {
  throw new Error('inside')
}

describe('the log', () => {
  test('holds each action: its name, request, outcome and time, and nothing of its input', async () => {
    await act(async () => 1)
    await act(async () => {
      throw new AssayError('conflict', 'Not now.')
    })
    const durationMs = expect.any(Number)
    expect(info?.mock.calls).toEqual([
      [{ entry: 'do-it', requestId, outcome: 'ok', durationMs }, 'action'],
      [{ entry: 'do-it', requestId, outcome: 'conflict', durationMs }, 'action'],
    ])
    expect(JSON.stringify(said.map((spy) => spy?.mock.calls))).not.toContain('hidden')
  })

  test('holds each read by its path, without its query', async () => {
    await read(async () => 1)
    expect(debug?.mock.lastCall).toEqual([
      expect.objectContaining({ entry: '/api/x', outcome: 'ok' }),
      'route',
    ])
    expect(info).not.toHaveBeenCalled()
    logEntry({ kind: 'route', name: '/api/x', requestId }, 'ok', 1_000)
    logEntry({ kind: 'route', name: '/api/x', requestId }, 'not-found', 1)
    expect(info, 'slow and refused reads').toHaveBeenCalledTimes(2)
  })

  test('holds the id under which a person is told of an unexpected error', async () => {
    const result = await act(fail)
    expect(result).toMatchObject({ ok: false, requestId, text: expect.stringContaining(requestId) })
    const response = await read(fail)
    expect(await response.json()).toMatchObject({ requestId })
    expect(error?.mock.calls.map(([fields]) => fields)).toEqual([
      expect.objectContaining({ entry: 'do-it', requestId, err: new Error('inside') }),
      expect.objectContaining({ entry: '/api/x', requestId, err: new Error('inside') }),
    ])
  })

  test('holds the id that the error page shows', () => {
    const thrown = Object.assign(new Error('inside'), { digest: '2781938271' })
    logPageError(
      thrown,
      { path: '/t/red/runs?q=hidden', method: 'GET' },
      { routePath: '/t/[team]/runs', routeType: 'render' },
    )
    const page = renderToStaticMarkup(<TeamError error={thrown} reset={() => {}} />)
    expect(page).toContain('<code class="font-mono">2781938271</code>')
    expect(page).not.toContain('inside')
    const fields = error?.mock.lastCall?.[0]
    expect(fields).toMatchObject({ requestId: '2781938271', entry: '/t/[team]/runs', err: thrown })
    expect(JSON.stringify(fields)).not.toContain('hidden')
  })

  test('holds no part of an address that is a secret', () => {
    logPageError(
      fail,
      { path: '/invite/s3cret-token', method: 'GET' },
      { routePath: '/(outside)/invite/[token]', routeType: 'render' },
    )
    expect(JSON.stringify(error?.mock.lastCall)).not.toContain('s3cret')
  })
})
