import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { cacheKey } from '@/lib/cache/cache-key'
import { LaunchOptions } from '@/lib/domain/launch'
import { outlineModule } from '@/lib/python/outline-module'
import { readModules } from '@/lib/python/read-modules'
import { prepareResolver } from '@/lib/python/resolve-module'
import { triage } from '@/lib/workflows/code-review/triage'
import type { Stage, StageInput } from '@/lib/workflows/define-stage'
import type { RunInput } from '@/lib/workflows/define-workflow'
import { planUnits } from '@/lib/workflows/findings/plan-units'
import { keyPartsOf } from '@/lib/workflows/key-parts-of'
import { generateTests } from '@/lib/workflows/test-generation/generate-tests'
import { planParts } from '@/lib/workflows/test-generation/plan-parts'

/** One piece of a target that a stage asks about. */
export interface UnitKey {
  stage: string
  key: string
}

/** What the replay leaves as it is: of this nothing differs from commit to commit. */
const HELD_STILL = { promptHash: 'held still', model: 'held still' }

/** The keys by which the engine looks a target up piece by piece. */
function keysOf<Input extends StageInput, Output>(stage: Stage<Input, Output>, input: Input): UnitKey[] {
  const pieces = stage.pieces?.of(input) ?? []
  const asked = pieces.length < 2 ? [input] : pieces
  const name = `${stage.workflow} ${stage.name}`
  return asked.map((piece) => ({ stage: name, key: cacheKey(keyPartsOf(stage, piece, HELD_STILL)) }))
}

/**
 * Cache keys of a module's pieces, made by the very stages that ask models about a module: test generation by functions and
 * classes, the first reading of a review by functions, methods and what stands outside of them. [] for a module that does
 * not parse. A module that has moved has other keys for its tests: its name is a parameter.
 */
export async function unitKeys(projectDir: string, paths: string[], modulePath: string): Promise<UnitKey[]> {
  const { sourceRoot, moduleName } = prepareResolver(paths)(modulePath)
  const source = await readFile(path.join(projectDir, modulePath), 'utf8')
  const [outline, [facts]] = await Promise.all([
    outlineModule({ projectDir, sourceRoot, modulePath, moduleName }),
    readModules([{ path: modulePath, source }]),
  ])
  if ('unavailable' in outline) throw new Error(outline.text)
  if (outline.syntaxError !== null || facts === undefined || facts.syntaxError !== null) return []
  const options = LaunchOptions.parse({})
  const place = { runId: 'replay', tryNumber: 1, options }
  const run: RunInput = { ...place, projectId: 'replay', modulePath, moduleName, sourceRoot, source }
  const observed = { testSource: null, reason: null, reasonText: null, tests: 0, functions: [], notes: [] }
  const tests = planParts(source, outline.symbols).flatMap((piece) =>
    keysOf(generateTests, { ...place, run, outline, piece, observed, part: piece.name }),
  )
  const file = { path: modulePath, source, oldSource: null, changed: null }
  const units = planUnits(file, facts.symbols)
  const reviews = units.length === 0 ? [] : keysOf(triage, { ...place, run, file, units, kinds: [] })
  return [...tests, ...reviews]
}
