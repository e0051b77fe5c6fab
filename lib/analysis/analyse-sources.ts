import 'server-only'
import type { Detection } from '@/lib/domain/finding'
import { askEngine, type EngineAnswer, type LocatedPlace, MODULE_WALL_MS } from './ask-engine'
import { loadRules } from './load-rules'
import type { Rule } from './parse-rule'

/** Raise it when an analyser's findings change for the same source: it is part of what evidence is cached by. */
export const ANALYSIS_VERSION = 3

export interface AnalysisRequest {
  path: string
  source: string
  /** ids of the rules to look for; absent: all */
  rules?: string[]
  /** sources of the project's other modules by dotted name */
  context?: Record<string, string>
  /** places that other tools or models point at, to be located and named */
  places?: WantedPlace[]
}

/** Lines 1-based, columns 0-based in characters; without a column a whole statement is meant. */
export interface WantedPlace {
  rule: string
  startLine?: number
  startColumn?: number
  endLine?: number
  endColumn?: number
  /** the place counts only where this text stands */
  quote?: string
}

export interface Analysis {
  path: string
  detections: Detection[]
  /** in the order of the request's places; null: nothing stands there */
  places: (LocatedPlace | null)[]
  /** detectors that failed on this module, and how: what they would have found is missing */
  problems: string[]
  /** null: it was read; the detections of a module that was not are none, which says nothing about it */
  syntaxError: { line: number; column: number; message: string } | null
}

type Numbered = { request: AnalysisRequest; index: number }

const LANES = 2
/** Below this a second process costs more than it saves. */
const LEAST_BATCH_CHARACTERS = 150_000
const MOST_BATCH_CHARACTERS = 1_000_000
const MAX_SOURCE_CHARACTERS = 2_000_000
/** Each costs a process and up to a minute: a request made of them must end, too. */
const MAX_CULPRITS = 10

/**
 * Our own analysis of Python modules, in the given order, in up to two processes in the sandbox: nothing is run of what is
 * read. A module that cannot be read has a `syntaxError` and never costs the others, until ten took their process down.
 * @throws AssayError `unavailable` when this machine has no Python or no sandbox.
 */
export async function analyseSources(requests: AnalysisRequest[], signal?: AbortSignal): Promise<Analysis[]> {
  const rules = await loadRules()
  const found = new Map<number, Analysis>()
  const queue = splitIntoBatches(requests.map((request, index) => ({ request, index })))
  let culprits = 0
  const lane = async () => {
    for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
      const { answers, ended } = await askEngine(
        batch.map(({ request }) => limitSize(request)),
        signal,
      )
      for (const [position, answer] of answers.entries())
        found.set(batch[position]?.index ?? -1, toAnalysis(answer, rules))
      const culprit = batch[answers.length]
      if (culprit === undefined) continue
      culprits += 1
      found.set(culprit.index, unread(culprit.request, describeEnd(ended)))
      const others = batch.slice(answers.length + 1)
      if (others.length > 0 && culprits < MAX_CULPRITS) queue.unshift(others)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return requests.map((request, index) => found.get(index) ?? unread(request, NOT_REACHED))
}

/** In the order they came, of about equal size, at least one for each lane when there is enough to do. */
function splitIntoBatches(requests: Numbered[]): Numbered[][] {
  const total = requests.reduce((sum, { request }) => sum + request.source.length, 0)
  const wanted = Math.min(MOST_BATCH_CHARACTERS, Math.max(LEAST_BATCH_CHARACTERS, total / LANES))
  const batches: Numbered[][] = []
  let characters = Number.POSITIVE_INFINITY
  for (const numbered of requests) {
    if (characters >= wanted) {
      batches.push([])
      characters = 0
    }
    batches.at(-1)?.push(numbered)
    characters += numbered.request.source.length
  }
  return batches
}

const NOT_REACHED = `was not analysed: ${MAX_CULPRITS} files before it could not be`

function describeEnd(ended: string): string {
  if (ended === 'timeout') return `could not be analysed within ${MODULE_WALL_MS / 1000} s`
  if (ended === 'memory-limit') return 'needs too much memory to be analysed'
  return `could not be analysed (${ended})`
}

/** A source beyond all reason becomes one that cannot be read, which the engine then reports. */
function limitSize(request: AnalysisRequest): AnalysisRequest {
  return request.source.length <= MAX_SOURCE_CHARACTERS ? request : { ...request, source: '\0' }
}

function unread({ path, places = [] }: AnalysisRequest, message: string): Analysis {
  const syntaxError = { line: 1, column: 1, message }
  return { path, detections: [], places: places.map(() => null), problems: [], syntaxError }
}

function toAnalysis(answer: EngineAnswer, rules: Map<string, Rule>): Analysis {
  const detections = answer.detections.map(({ severity, confidence, certainty, ...found }): Detection => {
    const rule = rules.get(found.rule)
    if (rule === undefined) throw new Error(`The analysis names a rule without a file: ${found.rule}`)
    return {
      ...found,
      tool: 'assay',
      stage: 'evidence',
      severity: severity ?? rule.severity,
      category: rule.category,
      cwe: rule.cwe,
      path: answer.path,
      rawConfidence: Math.round((confidence ?? rule.confidence) * certainty * 1000) / 1000,
    }
  })
  return { ...answer, detections }
}
