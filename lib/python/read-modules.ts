import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { parseStorable } from '@/lib/format/storable'
import { ModuleFacts } from '@/lib/python/module-facts'
import { runPython } from '@/lib/python/run-python'
import { requireToolchain } from '@/lib/python/toolchain'
import type { SandboxResult } from '@/lib/sandbox/sandbox-types'

export type SourceFile = { path: string; source: string }

const BATCH_CHARACTERS = 8_000_000
const MAX_SOURCE_CHARACTERS = 2_000_000
const BATCH_WALL_MS = 60_000
const REPORT_EVERY = 20
/** Each costs a process and up to the time of a batch: a source made of them must end, too. */
const MAX_CULPRITS = 10
const MIB = 1024 * 1024

export interface ReadOptions {
  signal?: AbortSignal
  /** told now and then how many files were read */
  onRead?: (done: number) => void
}

/**
 * Reads the structure of Python files, in the given order, in the sandbox. A broken or hostile file has a
 * `syntaxError`; it never costs the others, until ten took their process down: what comes after is not read.
 * @throws AssayError `unavailable` when this machine has no Python or no sandbox.
 */
export async function readModules(files: SourceFile[], options: ReadOptions = {}): Promise<ModuleFacts[]> {
  const facts = new Map<number, ModuleFacts>()
  const pending = files.map((file, index) => ({ file, index }))
  let culprits = 0
  while (pending.length > 0 && culprits < MAX_CULPRITS) {
    const batch = takeBatch(pending)
    const { answers, end } = await readBatch(
      batch.map(({ file }) => file),
      { ...options, onRead: (done) => options.onRead?.(facts.size + done) },
    )
    for (const [position, answer] of answers.entries()) facts.set(batch[position]?.index ?? -1, answer)
    const culprit = batch[answers.length]
    if (culprit === undefined) continue
    // The process ended at this file; those after it are read in a new one.
    culprits += 1
    facts.set(culprit.index, unreadable(culprit.file, describeEnd(end)))
    pending.unshift(...batch.slice(answers.length + 1))
  }
  return files.map((file, index) => facts.get(index) ?? unreadable(file, NOT_REACHED))
}

function takeBatch<T extends { file: SourceFile }>(pending: T[]): T[] {
  const batch: T[] = []
  let characters = 0
  for (let next = pending[0]; next !== undefined; next = pending[0]) {
    characters += next.file.source.length
    if (batch.length > 0 && characters > BATCH_CHARACTERS) break
    batch.push(next)
    pending.shift()
  }
  return batch
}

const NOT_REACHED = `was not read: ${MAX_CULPRITS} files before it could not be. Leave those out and refresh the project`

/** Why a file could not be read, and what to do about it. */
function describeEnd(end: SandboxResult['ended']): string {
  if (end === 'timeout')
    return `could not be read within ${BATCH_WALL_MS / 1000} s; leave it out of the project or make it smaller`
  if (end === 'memory-limit') return 'needs too much memory to be read; leave it out or make it smaller'
  return `could not be read (${end})`
}

async function readBatch(
  batch: SourceFile[],
  { signal, onRead }: ReadOptions,
): Promise<{ answers: ModuleFacts[]; end: SandboxResult['ended'] }> {
  const toolchain = await requireToolchain()
  const answers: ModuleFacts[] = []
  const result = await runPython({
    toolchain,
    args: ['-S', '-s', '-B', '-m', 'assay_helpers.read_modules'],
    stdin: batch.map((file) => `${JSON.stringify(limitSize(file))}\n`).join(''),
    limits: { wallMs: BATCH_WALL_MS, outputBytes: 64 * MIB },
    signal,
    onStdoutLine: (line) => {
      answers.push(ModuleFacts.parse(parseStorable(line)))
      if (answers.length % REPORT_EVERY === 0) onRead?.(answers.length)
    },
  })
  signal?.throwIfAborted()
  if (result.ended === 'refused') throw new AssayError('unavailable', result.stderr)
  return { answers, end: result.ended }
}

/** A source beyond all reason becomes one that cannot be read, which the helper then reports. */
function limitSize(file: SourceFile): SourceFile {
  return file.source.length <= MAX_SOURCE_CHARACTERS ? file : { path: file.path, source: '\0' }
}

function unreadable(file: SourceFile, message: string): ModuleFacts {
  return {
    path: file.path,
    lines: file.source.split('\n').length,
    codeLines: 0,
    symbols: [],
    imports: [],
    publicSymbols: 0,
    documentedSymbols: 0,
    complexity: 0,
    branches: 0,
    hasMain: false,
    hasDocstring: false,
    canonicalHash: null,
    syntaxError: { line: 1, column: 1, message },
  }
}
