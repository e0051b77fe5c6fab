import { expect, it } from 'vitest'
import { analyseSources } from './analyse-sources'
import { applyEdits } from './patches/apply-edits'

/** A source with one finding, and the source after its fix; null: no fix is offered. */
const CASES: Record<string, [before: string, after: string | null]> = {
  'a default is made inside': [
    'def f(x, a=[]):\n    """Adds."""\n    a.append(x)\n    return a\n',
    'def f(x, a=None):\n    """Adds."""\n    if a is None:\n        a = []\n    a.append(x)\n    return a\n',
  ],
  'a default in a head of several lines': [
    'class C:\n    def f(\n        self,\n        *,\n        ä={"ö": 1},\n    ):\n        ä["x"] = 2\n        return ä\n',
    'class C:\n    def f(\n        self,\n        *,\n        ä=None,\n    ):\n        if ä is None:\n            ä = {"ö": 1}\n        ä["x"] = 2\n        return ä\n',
  ],
  'a body on the line of the head is left alone': ['def f(x, a=[]): a.append(x)\n', null],
  'a comparison by value': ['def f(x):\n    return (x) is not "a"\n', 'def f(x):\n    return (x) != "a"\n'],
  'a call is awaited': [
    'async def save():\n    return 1\n\n\nasync def main():\n    save()\n',
    'async def save():\n    return 1\n\n\nasync def main():\n    await save()\n',
  ],
  'a result is kept': [
    'def f(name: str):\n    name.strip()\n    return name\n',
    'def f(name: str):\n    name = name.strip()\n    return name\n',
  ],
}

it.each(Object.entries(CASES))('%s', async (_, [before, after]) => {
  const [analysis] = await analyseSources([{ path: 'm.py', source: before }])
  expect(analysis?.problems).toEqual([])
  expect(analysis?.detections).toHaveLength(1)
  const fix = analysis?.detections[0]?.fix ?? null
  expect(fix === null ? null : applyEdits(before, fix)).toBe(after)
})
