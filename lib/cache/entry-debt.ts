import 'server-only'
import { always, type StepDebt } from '@/lib/db/step-debt'
import { throughOutages } from '@/lib/db/through-outages'
import { type EntryToStore, storedEntry, storeEntry } from './store-entry'

/** An entry that is stored with the durable step which made it; `stored` is called once it is there, `refused` if it never is. */
export function entryDebt(entry: EntryToStore, stored: () => void, refused: () => void): StepDebt {
  const { runId, tryNumber } = entry.maker
  return {
    statement: (beside) => storedEntry(entry, beside),
    when: always,
    // Made again from the recorded answer where a failing machine forgets it.
    mustLast: false,
    async pay() {
      try {
        await throughOutages(() => storeEntry(entry), { about: { runId, tryNumber, key: entry.key } })
      } catch (error) {
        refused()
        throw error
      }
      stored()
    },
    tell: stored,
  }
}
