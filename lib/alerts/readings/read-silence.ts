import 'server-only'
import type { AlertReading, AlertScope } from '@/lib/domain/alert'
import type { ConditionOf } from '@/lib/domain/alert-condition'
import { readRuns } from '@/lib/metrics/rollups/read-runs'
import { windowOf } from '@/lib/metrics/rollups/window-of'
import { describeWindow, ofSo } from './describe-reading'
import { type Asked, type ReadContext, scopeFilters } from './read-context'
import { readMeasure } from './read-measure'
import { windowBack } from './window-back'

/** A team that has not run anything for so long is not silent but away. */
const KNOWN = '28d'

/** Ended runs of the window, and those of them that the template served. */
async function countTemplates({ teamId, once }: ReadContext, asked: Asked) {
  const cells = await once(['runs by source', asked], () =>
    readRuns(teamId, { ...asked, by: ['source'], total: true }),
  )
  const withOutput = cells.filter(({ keys }) => keys.source !== null && keys.source !== undefined)
  const count = (rows: typeof cells) => rows.reduce((sum, { figures }) => sum + figures.runs, 0)
  return {
    runs: count(withOutput),
    templates: count(withOutput.filter(({ keys }) => keys.source === 'template')),
  }
}

/** That nothing comes: rules of the kind silence. */
export async function readSilence(
  context: ReadContext,
  rule: { condition: ConditionOf<'silence'>; scope: AlertScope; scopeId: string },
): Promise<AlertReading[]> {
  const { what, windowHours, minN } = rule.condition
  const filters = await scopeFilters(context, rule)
  const asked = { filters, window: windowBack(windowHours, context.timeZone, context.now) }
  const when = describeWindow(windowHours)
  if (what === 'only-templates') {
    const { runs, templates } = await countTemplates(context, asked)
    const isEnough = runs >= minN
    const isSilent = isEnough && templates === runs
    const needed = isEnough ? '' : ` At least ${ofSo(minN, 'run')} needed.`
    return [
      {
        ...{ subject: '', subjectName: null, n: runs, line: 1 },
        value: isEnough ? templates / runs : null,
        standing: isSilent ? 'beyond' : 'within',
        text: `${templates} of ${ofSo(runs, 'run')} ${when} came from the template.${needed}`,
      },
    ]
  }
  const known = { filters, window: windowOf({ range: KNOWN }, context.timeZone, context.now) }
  const seen = await readMeasure(context, 'runs', asked)
  const before = seen.n > 0 ? seen : await readMeasure(context, 'runs', known)
  const isSilent = seen.n === 0 && before.n >= minN
  return [
    {
      ...{ subject: '', subjectName: null, value: seen.n, line: 1, n: before.n },
      standing: isSilent ? 'beyond' : 'within',
      text:
        seen.n > 0
          ? `${ofSo(seen.n, 'run')} ended ${when}.`
          : `No run ended ${when}; ${before.n} in the last 28 days.`,
    },
  ]
}
