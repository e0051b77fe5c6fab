import 'server-only'
import { settleBudget } from '@/lib/budgets/settle-budget'
import { db } from '@/lib/db/db'
import { WorkflowName } from '@/lib/domain/words'
import type { BatchResult } from '@/lib/llm/batches/read-results'
import { log } from '@/lib/log/log'
import { loadPrices } from '@/lib/prices/load-prices'
import { maskText } from '@/lib/privacy/mask-texts'
import { endSpan } from '@/lib/telemetry/record-span'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { accountOf } from '../calls/account-of'
import { maskResult } from '../calls/mask-result'
import { BatchRequest, UNREADABLE_REQUEST } from './batch-request'
import { batchSpanId } from './batch-span'
import { LEFT_ITEM, OPEN_ITEM } from './item-status'

/** Another run that made the same result has come to its end. */
interface Followed {
  status: 'followed'
  text: string
}
type Item = NonNullable<Awaited<ReturnType<typeof findItem>>>
/** Only for its type. */
const findItem = (attemptId: string) => db().batchItem.findUnique({ where: { attemptId } })

async function scopeOf({ runId, tryNumber, teamId, launchId, request }: Item): Promise<RunScope> {
  const { projectId, createdBy, workflow } = await db().run.findUniqueOrThrow({
    where: { id: runId },
    select: { projectId: true, createdBy: true, workflow: true },
  })
  const name = WorkflowName.parse(workflow)
  const userId = BatchRequest.safeParse(request).data?.userId ?? createdBy
  return { teamId, projectId, launchId, runId, tryNumber, userId, workflow: name }
}

/**
 * Ends a call's wait in one transaction: its state, and with an answer the attempt and what the budgets pay, also when its
 * run was cancelled meanwhile. False: it had ended before. The prompt is not kept twice.
 */
export async function endItem(item: Item, ended: BatchResult | Followed): Promise<boolean> {
  const { attemptId } = item
  if (ended.status === 'answered' && !BatchRequest.safeParse(item.request).success) {
    log.error({ attemptId, usage: ended.result.usage }, 'a paid answer cannot be recorded')
    return endItem(item, { status: 'failed', text: UNREADABLE_REQUEST })
  }
  const run = await scopeOf(item)
  const isAnswered = ended.status === 'answered'
  const text = isAnswered ? 'answered' : await maskText(ended.text, item.runId)
  const account = isAnswered ? await answeredAccount(run, item, ended.result) : null
  return db().$transaction(async (tx) => {
    const { count } = await tx.batchItem.updateMany({
      where: { attemptId, status: { in: OPEN_ITEM } },
      data: { status: ended.status, request: {}, result: isAnswered ? {} : { text } },
    })
    if (count === 0) return false
    const isLeft = LEFT_ITEM.includes(ended.status)
    const detail = isAnswered || isLeft ? text : `${text}; asked directly`
    const status = isAnswered ? 'ok' : isLeft ? 'skipped' : 'failed'
    await endSpan(tx, run, batchSpanId(attemptId), { status, detail })
    if (account === null) await settleBudget(tx, run, attemptId, 0)
    else await account.write(tx)
    return true
  })
}

async function answeredAccount(
  run: RunScope,
  item: Item,
  result: Extract<BatchResult, { status: 'answered' }>['result'],
) {
  const { prompt, call } = BatchRequest.parse(item.request)
  const [prices, masked] = [await loadPrices(run.teamId), await maskResult(result, run.runId)]
  return accountOf(run, prices, {
    call,
    prompt,
    result: masked,
    isLocal: false,
    isRepeat: false,
    isBatch: true,
  })
}
