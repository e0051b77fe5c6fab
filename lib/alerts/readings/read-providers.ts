import 'server-only'
import { db } from '@/lib/db/db'
import type { AlertReading } from '@/lib/domain/alert'
import { formatList } from '@/lib/format/format-list'
import { formatExactTime } from '@/lib/format/format-time'
import { loadProviders } from '@/lib/llm/load-providers'
import type { ReadContext } from './read-context'

const MOST_TEXT = 300

const WELL = { value: 0, line: 1, n: 0, standing: 'within' } as const

/** The team's providers with how many of their models are left alone right now: rules of the kind provider-down. */
export async function readProviders({ teamId }: ReadContext): Promise<AlertReading[]> {
  const providers = await loadProviders(teamId)
  const open = await db().breaker.findMany({
    where: {
      providerId: { in: providers.map(({ id }) => id) },
      state: { in: ['open', 'half-open', 'refused'] },
    },
    orderBy: { openedAt: 'asc' },
  })
  return providers.map(({ id, name }) => {
    const models = open.filter(({ providerId }) => providerId === id)
    const [first] = models
    if (first === undefined)
      return { subject: id, subjectName: name, ...WELL, text: `No model of ${name} is left alone.` }
    const names = formatList(models.map(({ model }) => model))
    const since = formatExactTime(first.openedAt ?? first.updatedAt)
    const said = first.lastText === null ? '' : ` It said: ${first.lastText.slice(0, MOST_TEXT)}`
    const isRefused = (outcome: string) =>
      models.some(({ state, lastOutcome }) => state === 'refused' && lastOutcome === outcome)
    const standIn = 'Other providers or the template stand in until then.'
    const text = isRefused('invalid-key')
      ? `The key of ${name} is refused since ${since}: replace it in Settings → Providers. ${standIn}${said}`
      : models.every(({ state }) => state === 'refused')
        ? `${name} does not know ${names} since ${since}: choose another model in Settings → Providers. ${standIn}${said}`
        : `${name} fails to serve ${names} since ${since}; other providers or the template stand in.${said}`
    const failures = models.reduce((sum, model) => sum + model.failures, 0)
    return {
      subject: id,
      subjectName: name,
      value: models.length,
      line: 1,
      n: failures,
      standing: 'beyond',
      text,
    }
  })
}
