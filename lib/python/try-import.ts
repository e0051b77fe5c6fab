import 'server-only'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'
import { FailureCause } from '@/lib/domain/check'
import { formatDuration } from '@/lib/format/format-duration'
import { parseStorable } from '@/lib/format/storable'
import { runPython } from '@/lib/python/run-python'
import { findToolchain } from '@/lib/python/toolchain'
import type { SandboxResult } from '@/lib/sandbox/sandbox-types'

export type ImportAttempt =
  | { ok: true }
  | {
      ok: false
      reason: 'missing-dependency' | 'import-error' | 'syntax-error' | 'no-sandbox' | 'no-python'
      /** For people. */
      text: string
      /** Top-level name of what is not installed, for `missing-dependency`. */
      module?: string
    }

export type TryImportRequest = {
  projectDir: string
  /** Relative to the project; '' is the project itself. */
  sourceRoot: string
  moduleName: string
  wallMs?: number
  signal?: AbortSignal
}

const WALL_MS = 15_000

const ImportAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ok') }),
  z.object({ kind: z.literal('missing-dependency'), module: z.string(), message: z.string() }),
  z.object({ kind: z.literal('syntax-error'), message: z.string() }),
  z.object({ kind: z.literal('import-error'), message: z.string(), cause: FailureCause.nullish() }),
])

/** Imports a module in the sandbox, which is the only way to know whether its dependencies are there. */
export async function tryImport(request: TryImportRequest): Promise<ImportAttempt> {
  const toolchain = await findToolchain()
  if ('reason' in toolchain) return { ok: false, reason: 'no-python', text: toolchain.reason }
  const wallMs = request.wallMs ?? WALL_MS
  const nonce = randomBytes(16).toString('hex')
  let answer: z.infer<typeof ImportAnswer> | null = null
  const result = await runPython({
    toolchain,
    args: [
      '-s',
      '-B',
      '-m',
      'assay_helpers.try_import',
      path.posix.join('{in}', request.sourceRoot),
      request.moduleName,
    ],
    projectDir: request.projectDir,
    stdin: nonce,
    limits: { wallMs },
    signal: request.signal,
    onStdoutLine: (line) => {
      if (line.startsWith(`${nonce} `))
        answer = ImportAnswer.parse(parseStorable(line.slice(nonce.length + 1)))
    },
  })
  return describeAttempt(answer, result, wallMs)
}

function describeAttempt(
  answer: z.infer<typeof ImportAnswer> | null,
  result: SandboxResult,
  wallMs: number,
): ImportAttempt {
  if (result.ended === 'refused') return { ok: false, reason: 'no-sandbox', text: result.stderr }
  if (answer === null) return { ok: false, reason: 'import-error', text: explainEnd(result, wallMs) }
  if (answer.kind === 'ok') return { ok: true }
  if (answer.kind === 'missing-dependency') {
    const text = `The package ${answer.module} is not installed here (${answer.message}).`
    return { ok: false, reason: answer.kind, text, module: answer.module }
  }
  if (answer.kind === 'syntax-error') return { ok: false, reason: answer.kind, text: answer.message }
  return { ok: false, reason: answer.kind, text: explainError(answer.message, answer.cause ?? null) }
}

/** What the module's own error means, with the error as Python wrote it. */
function explainError(message: string, cause: FailureCause | null): string {
  switch (cause) {
    case 'exit':
      return `Importing the module ends the process (${message}): keep what runs a program under if __name__ == "__main__".`
    case 'memory':
      return 'Importing the module needs more memory than the sandbox allows.'
    case 'network':
      return `Importing the module tries to reach the network, which the sandbox does not allow (${message}).`
    default:
      return `Importing the module fails: ${message}`
  }
}

function explainEnd(result: SandboxResult, wallMs: number): string {
  if (result.ended === 'timeout') {
    const waited = `Importing the module did not end within ${formatDuration(wallMs)}`
    return `${waited}: keep what it does at once in a function, or below if __name__ == "__main__".`
  }
  if (result.ended === 'memory-limit')
    return 'Importing the module needs more memory than the sandbox allows.'
  if (result.ended === 'output-limit') return 'Importing the module prints more than the sandbox allows.'
  if (result.ended === 'exited')
    return `Importing the module ended the process (exit code ${result.exitCode}).`
  return 'Importing the module ends the process: it was killed, by itself or at a limit of the sandbox.'
}
