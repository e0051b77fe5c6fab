import 'server-only'
import { cacheKey } from '@/lib/cache/cache-key'
import { type EntryState, readEntryStates } from '@/lib/cache/read-entry-states'
import type { WorkflowName } from '@/lib/domain/words'
import type { ParsedPrompt } from '@/lib/prompts/parse-prompt'
import { findToolchain } from '@/lib/python/toolchain'
import { hashParameters } from '@/lib/workflows/hash-parameters'
import type { ModelChoice } from '@/lib/workflows/ports'
import { generateTests } from '@/lib/workflows/test-generation/generate-tests'
import type { FoundTargets, LaunchTarget } from '../find-targets'
import { type AskedKeys, readAskedKeys } from './read-asked-keys'

/** Paths of targets that cost nothing, and of those of which that is not known before they run. */
export interface Served {
  fromCache: Set<string>
  maybe: Set<string>
}

interface Question {
  teamId: string
  projectId: string
  workflow: WorkflowName
  startTier: string
  prompts: Map<string, ParsedPrompt>
  /** models that may be asked first */
  models: Set<string>
  /** by whose name a module's tests are stored, and whether its size alone says so; undefined: by no one's */
  testsStoredBy: (target: LaunchTarget) => { choice: ModelChoice | undefined; goesBySize: boolean }
}

/**
 * What the cache will serve, by asking the cache. Tests of a module have one place, which is known before the run once its
 * bytes were run before: they are there or not. Other stages depend on what the stages before them say: there, and for parts of
 * large modules, results may be served when all that the last run of the same bytes looked at is in service still.
 */
export async function findServed(question: Question, { targets, diff }: FoundTargets): Promise<Served> {
  const looked = diff === null ? targets : [{ path: diff.title, blobHash: diff.contentHash }]
  const asked = await readAskedKeys(question, looked)
  const states = await readEntryStates(
    question.teamId,
    asked.flatMap(({ keys }) => keys),
  )
  if (diff !== null) {
    const maybe = asked.some((one) => mayStillServe(question, one, states))
    return { fromCache: new Set(), maybe: new Set(maybe ? targets.map(({ path }) => path) : []) }
  }
  const known =
    question.workflow === 'test-generation' ? await testKeys(question, targets, asked, states) : []
  const stored = await readEntryStates(
    question.teamId,
    known.map(({ key }) => key),
  )
  const found = known.filter(({ key }) => stored.get(key)?.inService === true)
  const isKnown = new Set(known.map(({ path }) => path))
  const maybe = asked.filter((one) => !isKnown.has(one.path) && mayStillServe(question, one, states))
  return {
    fromCache: new Set(found.filter(({ isSure }) => isSure).map(({ path }) => path)),
    maybe: new Set([...maybe, ...found.filter(({ isSure }) => !isSure)].map(({ path }) => path)),
  }
}

/** Of prompts and models of today; the engine's version and the target's own past are not in it, so it is no promise. */
function mayStillServe(
  { prompts, models }: Question,
  { isVerified, keys }: AskedKeys,
  states: Map<string, EntryState>,
): boolean {
  const hashes = new Set([...prompts.values()].map(({ hash }) => hash))
  const isOfToday = ({ inService, promptHash, model }: EntryState) =>
    inService && promptHash !== null && hashes.has(promptHash) && model !== null && models.has(model)
  return (
    isVerified &&
    keys.every((key) => {
      const state = states.get(key)
      return state !== undefined && isOfToday(state)
    })
  )
}

/** The key of each module's tests, made as its run will make it: of its syntax the hash that an earlier run has found. */
async function testKeys(
  { projectId, workflow, startTier, prompts, testsStoredBy }: Question,
  targets: LaunchTarget[],
  asked: AskedKeys[],
  states: Map<string, EntryState>,
): Promise<{ path: string; key: string; isSure: boolean }[]> {
  const toolchain = await findToolchain()
  const prompt = prompts.get(generateTests.name)
  if ('reason' in toolchain || prompt === undefined) return []
  const python = toolchain.version.split('.').slice(0, 2).join('.')
  const byPath = new Map<string, AskedKeys[]>()
  for (const one of asked) byPath.set(one.path, [...(byPath.get(one.path) ?? []), one])
  return targets.flatMap((target) => {
    const { path, name } = target
    const earlier = byPath.get(path) ?? []
    const whole = earlier
      .flatMap(({ keys }) => keys.flatMap((key) => states.get(key) ?? []))
      .find(({ targetKey }) => targetKey === [projectId, path, ''].join(':'))
    const { choice, goesBySize } = testsStoredBy(target)
    if (whole === undefined || choice === undefined) return []
    const { model, effort = null } = choice
    const parameters = { python, module: name }
    const key = cacheKey({
      ...{ workflow, stage: generateTests.name, engineVersion: generateTests.engineVersion },
      ...{ targetKey: whole.targetKey, contextHash: whole.contextHash, promptHash: prompt.hash, model },
      parametersHash: hashParameters(effort === null ? parameters : { ...parameters, effort }),
    })
    // A size is measured anew in the run, a line more or less: who looked there before will again.
    const before = earlier.some((one) => one.startTier === startTier && one.keys.includes(key))
    return [{ path, key, isSure: !goesBySize || before }]
  })
}
