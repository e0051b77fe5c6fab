/** A process that spends: many launches at the same time, each reserving, paying and recording its calls. */
import { setTimeout as pause } from 'node:timers/promises'
import { ensureBudget } from '@/lib/budgets/ensure-budget'
import { reserveBudget } from '@/lib/budgets/reserve-budget'
import { settleBudget } from '@/lib/budgets/settle-budget'
import { closeDb, db } from '@/lib/db/db'
import { recordAttempt } from '@/lib/telemetry/record-attempt'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { paidAttempt } from './paid-attempt'

export interface SpenderOrder {
  name: string
  run: RunScope
  launches: number
  callsPerLaunch: number
  atATime: number
  /** most that a call may cost, and what is reserved for it; what it does cost differs by its number */
  mostNanoUsd: number
  launchLimitNanoUsd: number
  expiresAfterMs: number
}

const order: SpenderOrder = JSON.parse(process.env.SPENDER_ORDER ?? '')
let begun = 0
let refused = 0

/** Between a third and all of what was reserved, by the call's number. */
const costOfCall = (number: number) =>
  Math.round(order.mostNanoUsd * (1 / 3 + ((number * 7919) % 1000) / 1500))

async function callOnce(run: RunScope, number: number): Promise<void> {
  const id = `${order.name}-${number}`
  const { mostNanoUsd, expiresAfterMs } = order
  const reservation = await reserveBudget(run, id, mostNanoUsd, { expiresAfterMs })
  if (!reservation.reserved) {
    refused += 1
    return
  }
  await pause(number % 20)
  const costNanoUsd = costOfCall(number)
  await db().$transaction(async (tx) => {
    await recordAttempt(tx, run, { attempt: paidAttempt({ id, costNanoUsd }) })
    await settleBudget(tx, run, id, costNanoUsd)
  })
}

async function client(): Promise<void> {
  while (begun < order.launches) {
    begun += 1
    const launch = begun
    const run = { ...order.run, launchId: `${order.name}-launch-${launch}` }
    const { teamId, launchId, userId } = run
    const place = { teamId, scope: 'launch', scopeId: launchId, period: 'once', createdBy: userId } as const
    await ensureBudget(db(), { ...place, limitNanoUsd: order.launchLimitNanoUsd })
    for (let call = 0; call < order.callsPerLaunch; call += 1) {
      await callOnce(run, launch * order.callsPerLaunch + call)
    }
  }
}

process.send?.('ready')
await Promise.all(Array.from({ length: order.atATime }, client))
process.send?.({ refused })
await closeDb()
process.disconnect()
