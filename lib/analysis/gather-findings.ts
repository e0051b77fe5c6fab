import 'server-only'
import type { Detection, FindingTool } from '@/lib/domain/finding'
import type { SourceFile } from '@/lib/python/read-modules'
import { ANALYSIS_VERSION, analyseSources } from './analyse-sources'

export interface GatherRequest {
  modules: SourceFile[]
  /** sources of the project's other modules by dotted name: what the modules call is looked up there */
  context?: Record<string, string>
  signal?: AbortSignal
}

/** What could not be looked at, and why; null: it concerns all modules. */
export interface GatherNote {
  path: string | null
  text: string
}

export interface ToolUse {
  tool: FindingTool
  version: string
  durationMs: number
  /** how many of the modules it read */
  modules: number
}

export interface GatheredFindings {
  /** by module in the given order, then in the order of the text; the same modules give the same bytes */
  detections: Detection[]
  notes: GatherNote[]
  tools: ToolUse[]
}

/**
 * All evidence without a model: our own analysis, ruff and pyright, with what several of them say told once. It holds weak
 * evidence, too: `isShownByDefault` says what a review shows. A tool that is missing or fails is a note, never an error.
 * @throws AssayError `unavailable` when this machine has no Python or no sandbox.
 */
export async function gatherFindings({ modules, context, signal }: GatherRequest): Promise<GatheredFindings> {
  const startedAt = performance.now()
  const analyses = await analyseSources(
    modules.map(({ path, source }) => ({ path, source, context })),
    signal,
  )
  const read = analyses.filter(({ syntaxError }) => syntaxError === null)
  return {
    detections: analyses.flatMap(({ detections }) => detections),
    notes: analyses.flatMap(({ path, problems, syntaxError }) => [
      ...(syntaxError === null ? [] : [{ path, text: `line ${syntaxError.line}: ${syntaxError.message}` }]),
      ...problems.map((text) => ({ path, text })),
    ]),
    tools: [
      {
        tool: 'assay',
        version: String(ANALYSIS_VERSION),
        durationMs: Math.round(performance.now() - startedAt),
        modules: read.length,
      },
    ],
  }
}
