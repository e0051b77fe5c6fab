import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { houseRules } from './testing/house-rules'
import { readImports, readSourceFiles, type SourceFile } from './testing/read-imports'

const files = readSourceFiles(
  ['app', 'components', 'lib', 'e2e', 'prisma', 'scripts'].filter((folder) => existsSync(folder)),
)

/** For each rule, files that break it: a rule that finds nothing here could not fail. */
const broken: Record<keyof typeof houseRules, Record<string, string>> = {
  layers: { 'lib/domain/run.ts': "import { db } from '@/lib/db/db'\n" },
  componentsAreLeaves: { 'components/ui/x.tsx': "import { launchRuns } from '@/lib/runs/launch-runs'\n" },
  packagesHaveARoom: { 'lib/runs/x.ts': "import 'server-only'\nimport Anthropic from '@anthropic-ai/sdk'\n" },
  appCallsVerbs: { 'app/t/page.tsx': "import { db } from '@/lib/db/db'\n" },
  serverFilesSaySo: { 'lib/runs/x.ts': "import { x } from './y'\n" },
  environmentInOnePlace: { 'lib/runs/x.ts': 'const home = process.env.HOME\n' },
  onlyActionsAreExported: { 'app/t/actions.ts': "'use server'\nexport const secret = 1\n" },
  kebabCase: { 'lib/runs/listRuns.ts': '' },
  noBarrels: { 'lib/runs/all.ts': "export { listRuns } from './list-runs'\n" },
  size: { 'lib/runs/long.ts': 'x\n'.repeat(301) },
  noHoles: { 'lib/runs/x.ts': 'const y = x as any\n' },
  exportsAreDescribed: { 'lib/runs/x.ts': 'const y = 1\nexport function list() {}\n' },
  noLeftovers: { 'lib/runs/x.ts': '// TODO: the rest\n' },
  oneWordPerThing: { 'app/t/page.tsx': 'const title = "Your workspace"\n' },
  actionsAreNamed: {
    'app/t/actions.ts':
      "'use server'\nexport const endRunAction = defineAction({\n  name: 'cancel-run',\n})\n",
  },
  // skipped: an example of the rule, no test
  skipsHaveAReason: { 'lib/runs/x.test.ts': "// skipped:\nit.skip('holds', () => {})\n" },
  noCycles: { 'lib/runs/a.ts': "import { b } from './b'\n", 'lib/runs/b.ts': "import { a } from './a'\n" },
}

const parse = (texts: Record<string, string>): SourceFile[] =>
  Object.entries(texts).map(([path, text]) => ({ path, text, imports: readImports(path, text) }))

describe('the house', () => {
  it('is read', () => {
    expect(files.length).toBeGreaterThan(20)
    expect(files.find((file) => file.path === 'lib/db/db.ts')?.imports).toContainEqual({
      target: 'lib/env',
      typeOnly: false,
    })
  })

  it('is read with its scripts', () => {
    expect(files.some((file) => file.path === 'scripts/test.mjs')).toBe(true)
    const circle = parse({
      'scripts/a.mjs': "import { b } from './b.mjs'\n",
      'scripts/b.mjs': "import { a } from './a.mjs'\n",
    })
    expect(houseRules.noCycles(circle)).toHaveLength(1)
  })

  it('lets a test be skipped with a reason, on its line or above', () => {
    const texts = ["// skipped: no Python\nit.skipIf(x)('a', b)\n", "it.skip('a', b) // skipped: no Python\n"]
    for (const text of texts)
      expect(houseRules.skipsHaveAReason(parse({ 'lib/x.test.ts': text }))).toEqual([])
  })

  describe.each(Object.keys(broken) as (keyof typeof houseRules)[])('%s', (name) => {
    it('holds', () => expect(houseRules[name](files)).toEqual([]))
    it('can fail', () => expect(houseRules[name](parse(broken[name])).length).toBeGreaterThan(0))
  })
})
