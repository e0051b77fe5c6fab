import { expect, it } from 'vitest'
import { AssayError } from '@/lib/domain/assay-error'
import { actOnRuns } from './act-on-runs'

it('counts what was done and says why the rest was not', async () => {
  const result = await actOnRuns(['a', 'b', 'c'], async (id) => {
    if (id === 'b') throw new AssayError('conflict', 'This run is still under way.')
    return id === 'a'
  })
  expect(result).toEqual({
    done: 1,
    refused: [
      { runId: 'b', text: 'This run is still under way.' },
      { runId: 'c', text: 'It had ended before.' },
    ],
  })
})

it('stops at a bug and where the role may not act at all', async () => {
  await expect(actOnRuns(['a'], () => Promise.reject(new Error('bug')))).rejects.toThrow('bug')
  const forbidden = new AssayError('forbidden', 'Ask an admin.')
  await expect(actOnRuns(['a'], () => Promise.reject(forbidden))).rejects.toBe(forbidden)
})
