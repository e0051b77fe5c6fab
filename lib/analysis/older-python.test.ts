import path from 'node:path'
import { expect, it } from 'vitest'
import { runPython } from '@/lib/python/run-python'
import { requireToolchain } from '@/lib/python/toolchain'

/** What Python 3.9 lacks; taken away before the engine is loaded. */
const AS_OLD_PYTHON = `
import ast, json, sys
for name in ("Match", "match_case", "MatchAs", "MatchOr", "MatchValue", "TryStar"):
    if hasattr(ast, name):
        delattr(ast, name)
sys.path.insert(0, sys.argv[1])
from assay_analysis.main import answer
source = "def add(tag, tags=[]):\\n    try:\\n        tags.append(tag)\\n    except ValueError:\\n        pass\\n    return tags\\n"
print(json.dumps(answer({"path": "a.py", "source": source})))
`

it('the analysis runs on interpreters that know no match statement', async () => {
  const engine = path.join(process.cwd(), 'lib/analysis/engine')
  const { stdout, stderr } = await runPython({
    toolchain: await requireToolchain(),
    args: ['-S', '-s', '-B', '-c', AS_OLD_PYTHON, '{engine}'],
    inputs: { engine },
  })
  expect(stderr).toBe('')
  const { detections, problems } = JSON.parse(stdout)
  expect(problems ?? []).toEqual([])
  expect(detections.map(({ rule }: { rule: string }) => rule)).toContain('mutable-default')
})
