import 'server-only'
import { LRUCache } from 'lru-cache'
import { env } from '@/lib/env'
import { FairSlots, type SlotHolder } from './fair-slots'
import { isInteractive } from './is-interactive'
import { KeptPlaces } from './kept-places'

let cpu: FairSlots | undefined
let places: KeptPlaces | undefined
let calls: FairSlots | undefined
/** A limit that was changed in settings is a new key: those under way end under the old one. */
const ofModels = new LRUCache<string, FairSlots>({ max: 1000 })

/** Places for Python in the sandbox: about as many as there are processors. */
export function cpuSlots(): FairSlots {
  cpu ??= new FairSlots(env().ASSAY_WORKER_CONCURRENCY)
  return cpu
}

/** The same places as runs take them: one is kept for a run that begins, until its first Python. */
export function cpuPlaces(): KeptPlaces {
  places ??= new KeptPlaces(cpuSlots())
  return places
}

function callSlots(): FairSlots {
  calls ??= new FairSlots(env().ASSAY_MODEL_CONCURRENCY)
  return calls
}

/** Flows under way for one part of a team's queue: by default enough that no processor and no call waits for one to begin. */
export function flowsPerPartition(): number {
  return env().ASSAY_RUNS_PER_TEAM ?? cpuSlots().limit + callSlots().limit
}

/** Who asks for a slot on behalf of a run. */
export async function slotHolderOf(run: {
  teamId: string
  launchId: string
  runId: string
}): Promise<SlotHolder> {
  const { teamId, runId, launchId } = run
  return { teamId, runId, isInteractive: await isInteractive(launchId) }
}

/**
 * Makes a model call once this worker, and the model by its own limit, has a place for it. The model's is taken first:
 * who waits for a narrow model keeps nobody from the others. `onWait` is told when a place is not free at once.
 */
export function inCallSlot<T>(
  holder: SlotHolder,
  model: { providerId: string; model: string; callsAtOnce: number | null },
  signal: AbortSignal,
  work: () => Promise<T>,
  onWait?: () => void,
): Promise<T> {
  const inWorker = () => callSlots().use(holder, signal, work, onWait)
  if (model.callsAtOnce === null) return inWorker()
  return slotsOfModel(model.providerId, model.model, model.callsAtOnce).use(holder, signal, inWorker, onWait)
}

function slotsOfModel(providerId: string, model: string, callsAtOnce: number): FairSlots {
  const key = JSON.stringify([providerId, model, callsAtOnce])
  const known = ofModels.get(key)
  if (known !== undefined) return known
  // A narrow model is used in full: its calls are short, and a place that nobody takes is lost to all.
  const slots = new FairSlots(callsAtOnce, { leavesRoom: false })
  ofModels.set(key, slots)
  return slots
}
