import path from 'node:path'
import { z } from 'zod'
import { runPython } from '@/lib/python/run-python'
import { requireToolchain } from '@/lib/python/toolchain'

export const HARMLESS_KINDS = [
  'lines-above',
  'comment',
  'trailing-comment',
  'quotes',
  'line-break',
  'parentheses',
  'rename-elsewhere',
  'reorder',
] as const

export interface WantedEdit {
  source: string
  /** `twin` is no harmless one: it repeats a statement with a finding */
  kind: (typeof HARMLESS_KINDS)[number] | 'twin'
  seed: number
  /** lines with findings */
  spared: number[]
}

const Answer = z.string().nullable()
const MIB = 1024 * 1024

/** The sources after one edit each; null: there is no place for such an edit. The same seed makes the same edit. */
export async function editHarmlessly(wanted: WantedEdit[]): Promise<(string | null)[]> {
  const answers: (string | null)[] = []
  const result = await runPython({
    toolchain: await requireToolchain(),
    args: ['-S', '-s', '-B', '{edits}/edit_harmlessly.py'],
    inputs: { edits: path.join(process.cwd(), 'lib/testing/harmless-edits') },
    stdin: wanted.map((edit) => `${JSON.stringify(edit)}\n`).join(''),
    limits: { wallMs: 300_000, cpuSeconds: 300, outputBytes: 512 * MIB },
    onStdoutLine: (line) => answers.push(Answer.parse(JSON.parse(line))),
  })
  if (answers.length !== wanted.length)
    throw new Error(`Edits ended early (${result.ended}): ${result.stderr.slice(-500)}`)
  return answers
}
