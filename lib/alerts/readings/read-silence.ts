import 'server-only'
import { db } from '@/lib/db/db'
import type { AlertReading, AlertScope } from '@/lib/domain/alert'
import type { ConditionOf } from '@/lib/domain/alert-condition'
import { formatPlural } from '@/lib/format/format-count'
import { readRuns } from '@/lib/metrics/rollups/read-runs'
import { windowOf } from '@/lib/metrics/rollups/window-of'
import { describeFallbacks } from './describe-fallbacks'
import { describeWindow } from './describe-reading'
import { type Asked, type ReadContext, scopeFilters } from './read-context'
import { readMeasure } from './read-measure'
import { windowBack } from './window-back'

/** A team that has not run anything for so long is not silent but away. */
const KNOWN = '28d'

interface SilenceRule {
  condition: ConditionOf<'silence'>
  scope: AlertScope
  scopeId: string
}

type Seen = Pick<AlertReading, 'value' | 'n' | 'standing' | 'text'>

/** Every one of enough runs that may use a model came from the template. Until enough have ended nothing is said. */
async function readTemplates(context: ReadContext, asked: Asked, rule: SilenceRule): Promise<Seen> {
  const { teamId, once } = context
  const { windowHours, minN } = rule.condition
  const cells = await once(['runs', asked], () => readRuns(teamId, { ...asked, by: [], total: true }))
  const { modelAllowed: n = 0, fallbacks = 0 } = cells[0]?.figures ?? {}
  const isEnough = n >= minN
  const needed = isEnough ? '' : ` At least ${formatPlural(minN, 'run')} needed.`
  const isSilent = isEnough && fallbacks === n
  return {
    n,
    value: isEnough ? fallbacks / n : null,
    standing: isSilent ? 'beyond' : fallbacks < n ? 'within' : 'between',
    text: `${fallbacks} of ${formatPlural(n, 'run')} ${describeWindow(windowHours)} came from the template, of those that may use a model.${needed}${isSilent ? await describeFallbacks(context, asked) : ''}`,
  }
}

/** Runs of the scope that wait or go on since before a moment: not those that may take a day, nor those tried anew. */
function countWaiting(teamId: string, { scope, scopeId }: SilenceRule, before: string): Promise<number> {
  const ofScope = {
    team: {},
    project: { projectId: scopeId },
    workflow: { workflow: scopeId },
    member: { createdBy: scopeId },
  }[scope]
  return db().run.count({
    where: {
      ...{ teamId, status: { in: ['queued', 'running'] }, createdAt: { lt: new Date(before) }, tryNumber: 1 },
      NOT: { options: { path: ['delivery'], equals: 'within-24h' } },
      ...ofScope,
    },
  })
}

const someEnded = (ended: number, when: string): Seen => ({
  ...{ value: ended, n: ended },
  standing: 'within',
  text: `${formatPlural(ended, 'run')} ended ${when}.`,
})

/** No run ended, though people wait for some since before the window: nights and weekends are silent, but wait for none. */
async function readStandstill(context: ReadContext, asked: Asked, rule: SilenceRule): Promise<Seen> {
  const { windowHours, minN } = rule.condition
  const when = describeWindow(windowHours)
  const { n: ended } = await readMeasure(context, 'runs', asked)
  if (ended > 0) return someEnded(ended, when)
  const waiting = await countWaiting(context.teamId, rule, asked.window.from)
  return {
    ...{ value: 0, n: waiting },
    standing: waiting >= minN ? 'beyond' : 'within',
    text:
      waiting === 0
        ? `No run ended ${when}, and none waits for longer.`
        : `No run ended ${when}, though ${formatPlural(waiting, 'run waits', 'runs wait')} for longer.`,
  }
}

/** No run ended, though enough did in the weeks before; that there is still none is no recovery, however long it lasts. */
async function readNoRuns(context: ReadContext, asked: Asked, rule: SilenceRule): Promise<Seen> {
  const { windowHours, minN } = rule.condition
  const when = describeWindow(windowHours)
  const { n: ended } = await readMeasure(context, 'runs', asked)
  if (ended > 0) return someEnded(ended, when)
  const known = { ...asked, window: windowOf({ range: KNOWN }, context.timeZone, context.now) }
  const { n: before } = await readMeasure(context, 'runs', known)
  return {
    ...{ value: before >= minN ? 0 : null, n: before },
    standing: before >= minN ? 'beyond' : 'between',
    text: `No run ended ${when}; ${before} in the last 28 days.`,
  }
}

const READ = { 'no-runs': readNoRuns, 'none-ends': readStandstill, 'only-templates': readTemplates }

/** That nothing comes: rules of the kind silence. Throws ScopeGone. */
export async function readSilence(context: ReadContext, rule: SilenceRule): Promise<AlertReading[]> {
  const { what, windowHours } = rule.condition
  const filters = await scopeFilters(context, rule)
  const asked = { filters, window: windowBack(windowHours, context.timeZone, context.now) }
  return [{ subject: '', subjectName: null, line: 1, ...(await READ[what](context, asked, rule)) }]
}
