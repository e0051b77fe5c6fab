import 'server-only'
import { z } from 'zod'
import { AssayError } from '@/lib/domain/assay-error'
import { parseStorable } from '@/lib/format/storable'
import { runPython } from '@/lib/python/run-python'
import { requireToolchain } from '@/lib/python/toolchain'

type EditCommand =
  | { command: 'list'; source: string }
  | { command: 'drop'; source: string; ids: string[] }
  | { command: 'merge'; first: string; second: string; module?: string }

const Answer = z.object({ result: z.unknown().optional(), error: z.string().optional() })
const WALL_MS = 20_000

/**
 * Asks `helpers/assay_helpers/edit_tests`, which reads test sources by syntax and never runs them.
 * @throws AssayError `invalid-input` when a source is not Python, `unavailable` without Python or sandbox.
 */
export async function editTests<T>(
  command: EditCommand,
  result: z.ZodType<T>,
  signal?: AbortSignal,
): Promise<T> {
  const run = await runPython({
    toolchain: await requireToolchain(),
    args: ['-S', '-s', '-B', '-m', 'assay_helpers.edit_tests'],
    stdin: JSON.stringify(command),
    limits: { wallMs: WALL_MS },
    signal,
  })
  signal?.throwIfAborted()
  if (run.ended === 'refused') throw new AssayError('unavailable', run.stderr)
  if (run.exitCode !== 0)
    throw new Error(`editing tests ended with ${run.ended} ${run.exitCode}: ${run.stderr.slice(-500)}`)
  const answer = Answer.parse(parseStorable(run.stdout))
  if (answer.error !== undefined) {
    throw new AssayError('invalid-input', `The tests are not valid Python: ${answer.error}.`)
  }
  return result.parse(answer.result)
}
