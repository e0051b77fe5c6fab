import 'server-only'
import path from 'node:path'
import { z } from 'zod'
import { AssayError } from '@/lib/domain/assay-error'
import { CodeRange, type Detection, FindingSeverity, LineEdit, TraceStep } from '@/lib/domain/finding'
import { runPython } from '@/lib/python/run-python'
import { requireToolchain } from '@/lib/python/toolchain'
import { loadRules } from './load-rules'
import type { Rule } from './parse-rule'

/** Raise it when an analyser's findings change for the same source: it is part of what evidence is cached by. */
export const ANALYSIS_VERSION = 1

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

export interface WantedPlace {
  rule: string
  startLine?: number
  startColumn?: number
  endLine?: number
  endColumn?: number
  /** the place counts only where this text stands */
  quote?: string
}

/** Where something stands, and its names that outlive edits elsewhere. */
export const LocatedPlace = z.object({
  range: CodeRange,
  quote: z.string(),
  qualifiedName: z.string(),
  fingerprint: z.string(),
  movedFingerprint: z.string(),
})
export type LocatedPlace = z.infer<typeof LocatedPlace>

const Answer = z.object({
  path: z.string(),
  detections: z.array(
    LocatedPlace.extend({
      rule: z.string(),
      message: z.string(),
      trigger: z.string().nullable(),
      trace: z.array(TraceStep),
      fix: z.array(LineEdit).nullable(),
      example: z.string().nullable(),
      severity: FindingSeverity.nullable(),
      confidence: z.number().nullable(),
    }),
  ),
  /** in the order of the request's places; null: nothing stands there */
  places: z.array(LocatedPlace.nullable()),
  syntaxError: z.object({ line: z.number(), column: z.number(), message: z.string() }).nullable(),
})

export interface Analysis {
  path: string
  detections: Detection[]
  places: (LocatedPlace | null)[]
  /** null: it was read; the detections of a module that was not are none, which says nothing about it */
  syntaxError: { line: number; column: number; message: string } | null
}

const BATCH_WALL_MS = 60_000
const MIB = 1024 * 1024

/**
 * Our own analysis of Python modules, in the sandbox, in the given order: nothing is run of what is read. A module that
 * brings the process down has a `syntaxError` and never costs the others.
 * @throws AssayError `unavailable` when this machine has no Python or no sandbox.
 */
export async function analyseSources(requests: AnalysisRequest[], signal?: AbortSignal): Promise<Analysis[]> {
  const rules = await loadRules()
  const analyses: Analysis[] = []
  while (analyses.length < requests.length) {
    const { answers, ended } = await analyseBatch(requests.slice(analyses.length), signal)
    for (const answer of answers) analyses.push(toAnalysis(answer, rules))
    const culprit = requests[analyses.length]
    if (culprit === undefined) break
    const message = `could not be analysed (${ended})`
    analyses.push({
      path: culprit.path,
      detections: [],
      places: (culprit.places ?? []).map(() => null),
      syntaxError: { line: 1, column: 1, message },
    })
  }
  return analyses
}

async function analyseBatch(
  requests: AnalysisRequest[],
  signal?: AbortSignal,
): Promise<{ answers: z.infer<typeof Answer>[]; ended: string }> {
  const answers: z.infer<typeof Answer>[] = []
  const result = await runPython({
    toolchain: await requireToolchain(),
    args: ['-S', '-s', '-B', '{engine}'],
    inputs: { engine: path.join(process.cwd(), 'lib/analysis/engine') },
    stdin: requests.map((request) => `${JSON.stringify(request)}\n`).join(''),
    limits: { wallMs: BATCH_WALL_MS, outputBytes: 64 * MIB },
    signal,
    onStdoutLine: (line) => answers.push(Answer.parse(JSON.parse(line))),
  })
  signal?.throwIfAborted()
  if (result.ended === 'refused') throw new AssayError('unavailable', result.stderr)
  return { answers, ended: result.ended }
}

function toAnalysis(answer: z.infer<typeof Answer>, rules: Map<string, Rule>): Analysis {
  const detections = answer.detections.map(({ severity, confidence, ...found }): Detection => {
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
      rawConfidence: confidence ?? rule.confidence,
    }
  })
  return { ...answer, detections }
}
