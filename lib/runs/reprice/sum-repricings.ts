import 'server-only'
import type { RepricePreview } from '@/lib/domain/price'
import type { Repricing } from './find-repricings'

type Change = Pick<Repricing, 'beforeNanoUsd' | 'afterNanoUsd'>

function sum(changes: readonly Change[]) {
  return {
    attempts: changes.length,
    beforeNanoUsd: changes.reduce((total, change) => total + change.beforeNanoUsd, 0),
    afterNanoUsd: changes.reduce((total, change) => total + change.afterNanoUsd, 0),
  }
}

/** The difference a reprice makes, as a whole and by model. */
export function sumRepricings(repricings: readonly Repricing[]): RepricePreview {
  const models = [...new Set(repricings.map(({ model }) => model))].sort()
  const byModel = models.map((model) => ({
    model,
    ...sum(repricings.filter((repricing) => repricing.model === model)),
  }))
  return { ...sum(repricings), byModel }
}
