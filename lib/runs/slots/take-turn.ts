import 'server-only'
import { FairSlots, type SlotHolder } from './fair-slots'

/** Runs that are in their beginning at the same time in this process. */
const BEGIN_AT_ONCE = 2
/** A beginning that takes longer waits for something: the next run need not wait for that, too. */
const LONGEST_MS = 40

const beginnings = new FairSlots(BEGIN_AT_ONCE, { leavesRoom: false })
const ends = new Map<string, () => void>()

const keyOf = ({ runId, tryNumber }: { runId: string; tryNumber: number }) => `${runId}:${tryNumber}`

/**
 * Resolves once it is this run's turn to begin. Twenty runs that begin in step share one event loop, and the first call
 * leaves when all are nearly through; in turn, the first leaves at once and the last no later. The turn ends with
 * `endTurn`, or of itself. Throws the signal's reason while it waits.
 */
export async function takeTurn(
  run: { runId: string; tryNumber: number },
  holder: SlotHolder,
  signal: AbortSignal,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const turn = () =>
      new Promise<void>((end) => {
        const timer = setTimeout(end, LONGEST_MS)
        ends.set(keyOf(run), () => {
          clearTimeout(timer)
          end()
        })
        resolve()
      })
    beginnings
      .use(holder, signal, turn)
      .catch(reject)
      .finally(() => ends.delete(keyOf(run)))
  })
}

/** The run waits for others from here on (a model, the sandbox) or has ended: the next one may begin. */
export function endTurn(run: { runId: string; tryNumber: number }): void {
  ends.get(keyOf(run))?.()
}
