import { beforeAll, expect, test } from 'vitest'
import { SymbolRow } from '@/lib/domain/symbol'
import { refreshProject } from '@/lib/imports/refresh-project'
import { expectRefused } from '@/lib/testing/expect-refused'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { addProjectFromPaste } from './add-project-from-paste'
import { listSymbols } from './list-symbols'

let team: SeededTeam
let other: SeededTeam

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
})

const code = `class Box:
    """Holds a thing."""

    def open(self, gently: bool = True) -> str:
        return "open"


def shut(box):
    if box:
        return 1
    return 2
`

test('lists functions, methods and classes by line, for viewers too', async () => {
  const { projectId } = await addProjectFromPaste(team.member, { fileName: 'box.py', code })
  const symbols = await listSymbols(team.viewer, { projectId, path: 'box.py' })
  expect(symbols.map((symbol) => SymbolRow.parse(symbol))).toMatchObject([
    { kind: 'class', qualifiedName: 'Box', startLine: 1, hasDocstring: true },
    { kind: 'function', qualifiedName: 'Box.open', startLine: 4, endLine: 5, hasDocstring: false },
    { kind: 'function', qualifiedName: 'shut', startLine: 8, endLine: 11, complexity: 2 },
  ])
})

test('an older snapshot keeps its own', async () => {
  const added = await addProjectFromPaste(team.member, { fileName: 'box.py', code })
  const { projectId, snapshotId } = added
  await refreshProject(team.member, { projectId, code: 'def only(): ...\n' })
  const names = async (asked?: string) =>
    (await listSymbols(team.viewer, { projectId, path: 'box.py', snapshotId: asked })).map(
      (symbol) => symbol.qualifiedName,
    )
  expect(await names()).toEqual(['only'])
  expect(await names(snapshotId)).toEqual(['Box', 'Box.open', 'shut'])
})

test('a module with a syntax error has none, and the reading goes on', async () => {
  const { projectId } = await addProjectFromPaste(team.member, { fileName: 'broken.py', code: 'def f(:\n' })
  expect(await listSymbols(team.member, { projectId, path: 'broken.py' })).toEqual([])
})

test("another team's project and a module that is not there are not found", async () => {
  const { projectId } = await addProjectFromPaste(team.member, { fileName: 'box.py', code })
  await expectRefused(listSymbols(other.owner, { projectId, path: 'box.py' }), 'not-found')
  await expectRefused(listSymbols(team.owner, { projectId, path: 'nope.py' }), 'not-found')
})
