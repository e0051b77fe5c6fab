import { expect, it } from 'vitest'
import { loadRules } from '@/lib/analysis/load-rules'
import { makeEdits } from './make-edits'
import { measureDismissals } from './measure-dismissals'

it('dismissals outlive edits elsewhere, hide nothing else, and second instances are reported', async () => {
  const modules = [...(await loadRules()).values()]
    .slice(0, 24)
    .filter((_, index) => index % 3 === 0)
    .map(({ id, bad }) => ({ path: `${id}.py`, source: bad.join('\n\n') }))
  const figures = await measureDismissals(await makeEdits(modules, 60, 7))
  expect(figures.lost).toEqual([])
  expect(figures).toMatchObject({ held: figures.edits, newlyHidden: 0, twinsReported: figures.twins })
  expect(figures.edits).toBeGreaterThan(30)
  expect(figures.twins).toBeGreaterThan(2)
}, 60_000)
