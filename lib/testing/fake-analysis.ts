import { createHash } from 'node:crypto'
import type { Detection } from '@/lib/domain/finding'
import type { FixCheck, Held } from '@/lib/domain/finding-row'
import type { FindingKind } from '@/lib/domain/model-kinds'
import type {
  AnalysisPort,
  Evidence,
  FileSymbol,
  FindingsPort,
  SourceFile,
} from '@/lib/workflows/analysis-port'

export interface FakeAnalysisOptions {
  /** what analysers say of a text; default: nothing */
  detect?: (file: SourceFile) => Detection[]
  syntaxError?: { line: number; message: string }
  /** why our own analysis did not get through */
  unread?: string
  unavailable?: 'no-python' | 'no-sandbox'
  kinds?: FindingKind[]
  fixCheck?: Partial<FixCheck>
  /** by rule: what earlier verdicts keep back */
  hidden?: Record<string, Held>
}

export const fakeKinds: FindingKind[] = [
  {
    id: 'sql-injection',
    title: 'Text from outside becomes SQL',
    category: 'security',
    severity: 'critical',
    cwe: 89,
  },
  { id: 'off-by-one', title: 'One too many', category: 'correctness', severity: 'high', cwe: 193 },
]

const sha = (text: string) => createHash('sha256').update(text).digest('hex')

/** A detection of one whole line, as an analyser of ours would report it. */
export function fakeDetection(file: SourceFile, line: number, more: Partial<Detection> = {}): Detection {
  const text = file.source.split('\n')[line - 1] ?? ''
  const quote = text.trim()
  const startColumn = text.length - text.trimStart().length
  const rule = more.rule ?? 'off-by-one'
  return {
    rule,
    tool: 'assay',
    stage: 'evidence',
    severity: 'high',
    category: 'correctness',
    cwe: null,
    path: file.path,
    range: { startLine: line, startColumn, endLine: line, endColumn: startColumn + quote.length },
    quote,
    qualifiedName: '',
    message: 'It reads one too many.',
    trigger: null,
    trace: [],
    fix: null,
    example: null,
    rawConfidence: 0.8,
    fingerprint: sha(`${file.path} ${rule} ${quote}`),
    movedFingerprint: sha(`${rule} ${quote}`),
    ...more,
  }
}

/** Functions by their indentation: `def` at column 0 up to the next line at column 0. */
function symbolsOf(source: string): FileSymbol[] {
  const lines = source.split('\n')
  return lines.flatMap((line, index): FileSymbol[] => {
    const name = /^def (\w+)/.exec(line)?.[1]
    if (name === undefined) return []
    const after = lines.findIndex((text, later) => later > index && /^\S/.test(text))
    const endLine = after === -1 ? lines.length : after
    return [{ qualifiedName: name, kind: 'function', startLine: index + 1, endLine, signature: line }]
  })
}

/** Analysis without Python: lines are places, and what analysers say is given. Counts what was asked of it. */
export function fakeAnalysis(options: FakeAnalysisOptions = {}): {
  analysis: AnalysisPort
  findings: FindingsPort
  asked: { gathered: SourceFile[]; fixes: Detection[] }
} {
  const {
    detect = () => [],
    syntaxError = null,
    unread = null,
    unavailable,
    kinds = fakeKinds,
    hidden = {},
  } = options
  const asked = { gathered: [] as SourceFile[], fixes: [] as Detection[] }
  const analysis: AnalysisPort = {
    async gather(files): Promise<Evidence> {
      asked.gathered.push(...files)
      if (unavailable !== undefined) return { unavailable, text: 'There is no Python here.' }
      return {
        files: files.map((file) => ({
          path: file.path,
          syntaxError,
          unread,
          looked: unread === null ? (['assay', 'ruff'] as const).slice() : [],
          detections: syntaxError === null ? detect(file) : [],
          symbols: symbolsOf(file.source),
        })),
        notes: [],
        tools: [{ tool: 'assay', version: '1', modules: files.length }],
      }
    },
    kinds: async () => kinds,
    locate: async (file, places) =>
      places.map(({ rule, quote, startLine }) => {
        const lines = file.source.split('\n').map((text) => text.trim())
        const near = (line: number) => lines[line - 1] === quote.trim()
        const line = near(startLine) ? startLine : lines.indexOf(quote.trim()) + 1
        if (line === 0 || quote.trim().startsWith('#')) return null
        const {
          range,
          quote: found,
          qualifiedName,
          fingerprint,
          movedFingerprint,
        } = fakeDetection(file, line, { rule })
        return { range, quote: found, qualifiedName, fingerprint, movedFingerprint }
      }),
    async checkFixes(_file, detections) {
      asked.fixes.push(...detections)
      const good = {
        applies: true,
        parses: true,
        removesFinding: true,
        addsNone: true,
        tests: 'not-run',
      } as const
      return detections.map(() => ({ ...good, ...options.fixCheck }))
    },
  }
  const findings: FindingsPort = {
    judge: async (detections) =>
      detections.map((detection) => ({
        ...detection,
        proof: detection.proof ?? null,
        fixCheck: detection.fixCheck ?? null,
        promptHash: detection.promptHash ?? null,
        doubt: detection.doubt ?? null,
        prevention: detection.prevention ?? null,
        confidence: { value: detection.rawConfidence, n: 0 },
        hidden: hidden[detection.rule] ?? null,
        demoted: null,
        ruleVersion: 'v1',
      })),
  }
  return { analysis, findings, asked }
}
