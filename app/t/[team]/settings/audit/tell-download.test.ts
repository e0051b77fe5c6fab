import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { waitingToasts } from '@/components/ui/toast'
import { AuditFilter } from '@/lib/domain/audit'
import { tellDownload } from './tell-download'

const asked: string[] = []
let answer: { status: number; body: unknown }

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { dataset: { build: 'b1' } } })
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url)
    return Response.json(answer.body, { status: answer.status, headers: { 'x-assay-build': 'b1' } })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  waitingToasts.forget()
})

const said = () => waitingToasts.all().map(({ kind, text }) => `${kind}: ${text}`)
const filter = AuditFilter.parse({ about: ['budget'] })

it('says that a download begins, or why it cannot', async () => {
  answer = { status: 200, body: { rows: [], people: [], nextCursor: null } }
  await tellDownload('acme', filter)
  answer = { status: 403, body: { code: 'forbidden', text: 'Ask an owner.', requestId: 'r' } }
  await tellDownload('acme', filter)
  expect(said()).toEqual([
    'info: The download begins. Your browser shows how far it is.',
    'error: Ask an owner.',
  ])
  expect(asked).toEqual(Array(2).fill('/api/t/acme/audit?about=budget'))
})
