import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { gatherFindings } from './gather-findings'

const gather = (...sources: string[]) =>
  gatherFindings({ modules: sources.map((source, index) => ({ path: `m${index}.py`, source })) })

const MIXED = `import asyncio
import os
import time


def add(tag, tags=[]):
    tags.append(tag)
    return tags


async def wait():
    time.sleep(1)
    assert (os, "always true")


class Größe:
    def total(self):
        wait()
        return {("🎉" + undefined_name,): 1, []: 2}
`

describe('gatherFindings', () => {
  it('finds with several tools, located, quoted and in the order of the text', async () => {
    const { detections, notes, tools } = await gather(MIXED)
    expect(notes).toEqual([])
    expect(tools.map(({ tool, modules }) => [tool, modules])).toEqual([
      ['assay', 1],
      ['ruff', 1],
      ['pyright', 1],
    ])
    for (const { version } of tools) expect(version).toMatch(/^\d/)
    expect(detections.map(({ rule, qualifiedName, quote }) => [rule, qualifiedName, quote])).toEqual([
      ['mutable-default', 'add', '[]'],
      ['ruff/ASYNC251', 'wait', 'time.sleep'],
      ['ruff/F631', 'wait', 'assert (os, "always true")'],
      ['missing-await', 'Größe.total', 'wait()'],
      ['ruff/F821', 'Größe.total', 'undefined_name'],
      ['pyright/reportUnhashable', 'Größe.total', '[]'],
    ])
    const foreign = detections.filter(({ tool }) => tool !== 'assay')
    expect(foreign.map(({ trigger }) => trigger)).toEqual(foreign.map(() => expect.stringMatching(/: .+\.$/)))
  })

  it('tells once what two tools say of one place, in the words of the one that explains it', async () => {
    const { detections } = await gather(MIXED)
    const [first] = detections
    expect(first?.tool).toBe('assay')
    expect(first?.message).toMatch(/later call\. Ruff \(B006\) says so, too\.$/)
    expect(first?.trigger).not.toBeNull()
  })

  it('reads a byte order mark and foreign line ends at the right places', async () => {
    const { detections } = await gather('\ufeffimport os\r\nassert (os, "x")\r\n')
    expect(detections.map(({ quote, range }) => [quote, range.startLine])).toEqual([['assert (os, "x")', 2]])
  })

  it('reads a match statement that another tool has something to say about', async () => {
    const source =
      'def name(code):\n    match code:\n        case 1:\n            return "%s %s" % ("one",)\n        case _:\n            return other\n'
    const { detections, notes } = await gather(source)
    expect(notes).toEqual([])
    expect(detections.map(({ rule, qualifiedName, quote }) => [rule, qualifiedName, quote])).toEqual([
      ['ruff/F507', 'name', '"%s %s" % ("one",)'],
      ['ruff/F821', 'name', 'other'],
    ])
  })

  it('says what could not be read, and goes on with the others', async () => {
    const { detections, notes } = await gather('def broken(:\n', MIXED)
    expect(notes).toEqual([{ path: 'm0.py', text: expect.stringContaining('line 1') }])
    expect(detections.every(({ path }) => path === 'm1.py')).toBe(true)
    expect(detections).toHaveLength(6)
  })

  it('gives the same bytes ten times', async () => {
    const modules = ['shlex', 'sched'].map((name) => ({
      path: `${name}.py`,
      source: readFileSync(`/usr/lib/python3.11/${name}.py`, 'utf8'),
    }))
    const texts = new Set<string>()
    for (let time = 0; time < 10; time += 1) {
      const { detections, notes } = await gatherFindings({
        modules: [...modules, { path: 'm.py', source: MIXED }],
      })
      texts.add(JSON.stringify({ detections, notes }))
    }
    expect(texts.size).toBe(1)
  }, 60_000)
})
