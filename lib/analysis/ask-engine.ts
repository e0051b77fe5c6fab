import 'server-only'
import path from 'node:path'
import { z } from 'zod'
import { AssayError } from '@/lib/domain/assay-error'
import { CodeRange, FindingSeverity, LineEdit, TraceStep } from '@/lib/domain/finding'
import { parseStorable } from '@/lib/format/storable'
import { runPython } from '@/lib/python/run-python'
import { requireToolchain } from '@/lib/python/toolchain'
import type { SandboxResult } from '@/lib/sandbox/sandbox-types'

/** Where something stands, and its names that outlive edits elsewhere. */
export const LocatedPlace = z.object({
  range: CodeRange,
  quote: z.string(),
  qualifiedName: z.string(),
  subject: z.string().optional(),
  fingerprint: z.string(),
  movedFingerprint: z.string(),
})
export type LocatedPlace = z.infer<typeof LocatedPlace>

const EngineAnswer = z.object({
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
      certainty: z.number(),
    }),
  ),
  places: z.array(LocatedPlace.nullable()),
  problems: z.array(z.string()),
  syntaxError: z.object({ line: z.number(), column: z.number(), message: z.string() }).nullable(),
})
export type EngineAnswer = z.infer<typeof EngineAnswer>

/** Only a last resort: a module that stands still is found earlier. */
const BATCH_WALL_MS = 10 * 60_000
/** So long may one module take before it is given up. */
export const MODULE_WALL_MS = 60_000
const MIB = 1024 * 1024

/**
 * One process of the analysis engine in the sandbox: answers to the first modules in order, up to the one that brought it
 * down or stood still; `ended` says how.
 * @throws AssayError `unavailable` when this machine has no Python or no sandbox.
 */
export async function askEngine(
  requests: unknown[],
  signal?: AbortSignal,
): Promise<{ answers: EngineAnswer[]; ended: SandboxResult['ended'] }> {
  const answers: EngineAnswer[] = []
  const stuck = new AbortController()
  let timer = setTimeout(() => stuck.abort(), MODULE_WALL_MS)
  try {
    const result = await runPython({
      toolchain: await requireToolchain(),
      args: ['-S', '-s', '-B', '{engine}'],
      inputs: { engine: path.join(process.cwd(), 'lib/analysis/engine') },
      stdin: requests.map((request) => `${JSON.stringify(request)}\n`).join(''),
      limits: { wallMs: BATCH_WALL_MS, cpuSeconds: BATCH_WALL_MS / 1000, outputBytes: 64 * MIB },
      signal: AbortSignal.any([stuck.signal, ...(signal === undefined ? [] : [signal])]),
      onStdoutLine: (line) => {
        clearTimeout(timer)
        timer = setTimeout(() => stuck.abort(), MODULE_WALL_MS)
        answers.push(EngineAnswer.parse(parseStorable(line)))
      },
    })
    signal?.throwIfAborted()
    if (result.ended === 'refused') throw new AssayError('unavailable', result.stderr)
    return { answers, ended: result.ended === 'cancelled' ? 'timeout' : result.ended }
  } finally {
    clearTimeout(timer)
  }
}
