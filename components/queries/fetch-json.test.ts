import { beforeEach, expect, it, vi } from 'vitest'
import { fetchJson, QueryError } from './fetch-json'

let answer: { body: string; status?: number; build?: string }
let pageBuild: string | undefined

beforeEach(() => {
  pageBuild = 'b1'
  vi.stubGlobal('document', {
    documentElement: {
      get dataset() {
        return { build: pageBuild }
      },
    },
  })
  vi.stubGlobal('fetch', async () => {
    const { body, status = 200, build = 'b1' } = answer
    return new Response(body, { status, headers: { 'x-request-id': 'r-1', 'x-assay-build': build } })
  })
})

const ask = () => fetchJson('/api/t/acme/changed', 'changedModules')
const refusal = () => ask().catch((error: unknown) => error)

it('takes the answer of a server of its own build as it is', async () => {
  answer = { body: '["a.py"]' }
  expect(await ask()).toEqual(['a.py'])
  answer = { body: 'null' }
  expect(await fetchJson('/api/t/acme/runs/r/diff', 'runDiff')).toBeNull()
})

it.each([
  ['another build', 'b1', 'b2'],
  ['no build at all, as in development', undefined, ''],
])('reads the answer of %s by its schema', async (_what, page, build) => {
  pageBuild = page
  answer = { body: '["a.py"]', build }
  expect(await ask()).toEqual(['a.py'])
  answer = { body: '[{"path":"a.py"}]', build }
  expect(await refusal()).toMatchObject({ code: 'unreadable', requestId: 'r-1' })
})

it('hands on why the server refused, and says so when it gave no reason', async () => {
  answer = { status: 403, body: '{"code":"forbidden","text":"Not for you.","requestId":"r-2"}' }
  expect(await refusal()).toMatchObject({
    code: 'forbidden',
    message: 'Not for you.',
    requestId: 'r-2',
    status: 403,
  })
  answer = { status: 502, body: '<html>' }
  expect(await refusal()).toMatchObject({ code: 'unexpected', requestId: 'r-1', status: 502 })
  answer = { body: '<html>' }
  expect(await refusal()).toBeInstanceOf(QueryError)
})

it('lets an answer go that is no longer wanted, without reading on', async () => {
  vi.stubGlobal('fetch', async () => ({
    ok: true,
    headers: new Headers(),
    json: () => Promise.reject(new DOMException('The user aborted a request.', 'AbortError')),
  }))
  expect(await refusal()).toMatchObject({ name: 'AbortError' })
})
