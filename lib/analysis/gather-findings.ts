import 'server-only'
import type { Detection } from '@/lib/domain/finding'
import { type GatherRequest, gatherByModule, type ToolUse } from './gather-by-module'
import type { GatherNote } from './tool-report'

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
export async function gatherFindings(request: GatherRequest): Promise<GatheredFindings> {
  const { modules, notes, tools } = await gatherByModule(request)
  return { detections: modules.flatMap(({ detections }) => detections), notes, tools }
}
