import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { beginRun } from '../execution/begin-run'
import { finishRun } from '../execution/finish-run'
import { loadRunInput } from '../execution/load-run-input'
import { recheckArtifact } from '../execution/recheck-artifact'
import { getRun } from '../get-run'
import { saveEdit } from '../save-edit'
import { makePythonPort } from './make-python-port'

const MODULE = `"""Prices."""
from pkg.rates import RATE


def price(amount):
    if amount < 0:
        raise ValueError("negative")
    return amount * RATE
`
const GOOD = 'from pkg.shop import price\n\n\ndef test_price():\n    assert price(2) == 6\n'
const HALF = `${GOOD}\n\ndef test_wrong():\n    assert price(2) == 7\n`

let ctx: TeamContext
let runId: string

beforeAll(async () => {
  ctx = (await seedTeam({ slug: 'python' })).member
  const { runIds } = await seedQueuedRuns(ctx, {
    'pkg/__init__.py': '',
    'pkg/rates.py': 'RATE = 3\n',
    'pkg/shop.py': MODULE,
  })
  runId = runIds['pkg/shop.py'] ?? ''
})

const portOf = async (signal = new AbortController().signal) =>
  makePythonPort(await loadRunInput(runId, 1), signal)

describe('python for a run', () => {
  test('reads, imports, lists and runs on the run’s own snapshot', async () => {
    const python = await portOf()
    const outline = await python.outline()
    expect(outline.symbols.map((symbol) => symbol.qualifiedName)).toEqual(['price'])
    expect(await python.tryImport()).toEqual({ ok: true, note: null })
    const listed = await python.listTests(HALF)
    expect(listed.tests.map((listedTest) => listedTest.id)).toEqual(['test_price', 'test_wrong'])
    const execution = await python.runTests(HALF, { hashSeed: 1 })
    expect(execution).toMatchObject({
      notExecuted: null,
      exitCode: 1,
      figures: { testsPassed: 1, testsFailed: 1, hashSeed: 1 },
    })
    expect(execution.figures.tests?.find((one) => one.outcome === 'failed')?.message).toContain('7')
    expect(execution.figures.coverage?.missing).toEqual([7])
    const planted = await python.plantMistakes(GOOD, { coveredLines: [5, 6, 8], seed: 'seed' })
    expect(planted.measured).toMatchObject({ mutantsTimedOut: 0, survivors: expect.any(Array) })
    expect(planted.measured?.survivors.map(({ after }) => after)).toContain('amount <= 0')
    const kept = await python.dropTests(HALF, ['test_wrong'])
    expect(await python.runTests(kept, { hashSeed: 2 })).toMatchObject({ exitCode: 0 })
  })

  test('imports a package whose version file only a build would write, and says so', async () => {
    const seeded = await seedQueuedRuns(ctx, {
      'setup.cfg': '[tool:pytest]\n',
      'pyproject.toml': '[tool.hatch.build.hooks.vcs]\nversion-file = "pkg/_version.py"\n',
      'pkg/__init__.py': 'from pkg._version import __version__\n',
      'pkg/a.py': 'def one():\n    return 1\n',
    })
    const run = await loadRunInput(seeded.runIds['pkg/a.py'] ?? '', 1)
    const python = await makePythonPort(run, new AbortController().signal)
    expect(await python.tryImport()).toEqual({
      ok: true,
      note: 'pkg/_version.py would be written by the project’s build: a stand-in with version 0.0.0+unknown was used.',
    })
  })

  test('names a function that was given up because it does not end', async () => {
    const source = 'def one():\n    return 1\n\n\ndef loop_forever():\n    while True:\n        pass\n'
    const seeded = await seedQueuedRuns(ctx, { 'loops.py': source })
    const run = await loadRunInput(seeded.runIds['loops.py'] ?? '', 1)
    const python = await makePythonPort(run, new AbortController().signal)
    const observed = await python.observe({ budgetMs: 20_000, seed: 1 })
    expect(observed.testSource).toContain('one')
    expect(observed.notes).toEqual([
      expect.stringMatching(
        /^loop_forever did not end: \d+ calls? (was|were) stopped; observation made no test of it\.$/,
      ),
    ])
  }, 60_000)

  test('does not pass on an exit code 0 when tests were lost on the way', async () => {
    const python = await portOf()
    const execution = await python.runTests(`import os\n\n\ndef test_quits():\n    os._exit(0)\n`, {
      hashSeed: 1,
    })
    expect(execution.exitCode).not.toBe(0)
    expect(execution.figures.testsPassed).toBe(0)
  })

  test('stops when the run is cancelled, and what was killed is no result', async () => {
    const controller = new AbortController()
    const python = await portOf(controller.signal)
    const began = Date.now()
    const endless = python.runTests('def test_long():\n    while True:\n        pass\n', { hashSeed: 1 })
    setTimeout(() => controller.abort(new Error('cancelled by a person')), 300)
    await expect(endless).rejects.toThrow('cancelled by a person')
    expect(Date.now() - began).toBeLessThan(2500)
  })

  test('checks a person’s edit and gives it a verdict of its own', async () => {
    await beginRun({ runId, tryNumber: 1 })
    await finishRun(await loadRunInput(runId, 1), {
      source: 'template',
      verdict: 'verified',
      verdictText: 'as made',
      reason: 'opted-out',
      reasonText: null,
      artifacts: [
        { kind: 'tests', path: 'test_shop.py', language: 'python', content: '# none\n', origin: 'template' },
      ],
      figures: {},
      promptVersion: null,
    })
    const recheck = async (content: string) => {
      const { artifactId } = await saveEdit(ctx, { runId, content })
      const execution = {
        artifactId,
        step: <T>(_name: string, work: () => Promise<T>) => work(),
        signal: new AbortController().signal,
        isInterruption: () => false,
      }
      await recheckArtifact(execution, makePythonPort)
      return db().artifact.findUniqueOrThrow({ where: { id: artifactId } })
    }
    const good = await recheck(GOOD)
    expect(good.verdict).toBe('verified')
    expect(good.verdictText).toBe('Edited: 1 test passes twice, 80.0 % of 5 lines.')
    const bad = await recheck(HALF)
    expect(bad.verdict).toBe('rejected')
    expect(bad.verdictText).toMatch(/^Edited: 1 passed, 1 failed\. test_\w+: .+/)
    const empty = await recheck('# nothing\n')
    expect([empty.verdict, empty.verdictText]).toEqual(['rejected', 'Edited: the file holds no test.'])
    const { checks, run } = await getRun(ctx, runId)
    expect(checks.filter((check) => check.artifactId === good.id).map((check) => check.outcome)).toEqual([
      'passed',
      'passed',
    ])
    // The run's own verdict stays beside the newest version's.
    expect([run.verdict, run.own.verdict]).toEqual(['rejected', 'verified'])
  })
})
