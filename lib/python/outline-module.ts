import 'server-only'
import path from 'node:path'
import { z } from 'zod'
import { parseStorable } from '@/lib/format/storable'
import { ModuleSymbol } from '@/lib/python/module-facts'
import { runPython } from '@/lib/python/run-python'
import { findToolchain } from '@/lib/python/toolchain'

const OutlineSymbol = ModuleSymbol.pick({
  qualifiedName: true,
  kind: true,
  startLine: true,
  endLine: true,
  signature: true,
  branches: true,
  canonicalHash: true,
}).extend({ contextHash: z.string() })

export const ModuleOutline = z.object({
  /** e.g. `3.11`: canonical hashes are comparable within one version only */
  pythonVersion: z.string(),
  canonicalHash: z.string(),
  dependenciesHash: z.string(),
  symbols: z.array(OutlineSymbol),
  branches: z.number().int(),
  codeLines: z.number().int(),
  syntaxError: z.object({ line: z.number().int(), column: z.number().int(), message: z.string() }).nullable(),
})
export type ModuleOutline = z.infer<typeof ModuleOutline>

export type OutlineResult = ModuleOutline | { unavailable: 'no-python' | 'no-sandbox'; text: string }

const WALL_MS = 30_000

/**
 * Reads one module and what it imports of its project, in the sandbox: symbols and canonical hashes (see
 * `assay_helpers/outline_module.py`). Throws when the reader itself ends without an answer.
 */
export async function outlineModule(request: {
  projectDir: string
  sourceRoot: string
  modulePath: string
  moduleName: string
  signal?: AbortSignal
}): Promise<OutlineResult> {
  const toolchain = await findToolchain()
  if ('reason' in toolchain) return { unavailable: 'no-python', text: toolchain.reason }
  const { projectDir, sourceRoot, modulePath, moduleName, signal } = request
  const result = await runPython({
    toolchain,
    args: ['-s', '-B', '-m', 'assay_helpers.outline_module', '{in}', sourceRoot, modulePath, moduleName],
    projectDir,
    limits: { wallMs: WALL_MS },
    signal,
  })
  if (result.ended === 'refused') return { unavailable: 'no-sandbox', text: result.stderr }
  signal?.throwIfAborted()
  if (result.exitCode !== 0) {
    const name = path.posix.basename(modulePath)
    throw new Error(
      `reading ${name} ended with ${result.ended} ${result.exitCode}: ${result.stderr.slice(-500)}`,
    )
  }
  return ModuleOutline.parse(parseStorable(result.stdout))
}
