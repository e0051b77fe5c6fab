import 'server-only'
import path from 'node:path'
import { z } from 'zod'
import type { SourceFile } from '@/lib/python/read-modules'
import { keepTool } from '@/lib/sandbox/keep-tool'
import { startTool } from '@/lib/sandbox/start-tool'
import type { ForeignFinding, ToolReport } from '../tool-report'
import { RUFF_RULES } from './ruff-rules'

const Location = z.object({ row: z.number().int(), column: z.number().int() })
const RuffAnswer = z.object({
  version: z.string(),
  diagnostics: z.array(
    z.object({
      /** null: what is no Python; our own reader says so, too */
      code: z.string().nullable(),
      message: z.string(),
      start_location: Location,
      end_location: Location,
    }),
  ),
})
type Diagnostic = z.infer<typeof RuffAnswer>['diagnostics'][number]

const MODULE_DEADLINE_MS = 15_000
const IDLE_MS = 5 * 60_000
const START_MS = 30_000
const MAX_SOURCE_CHARACTERS = 2_000_000

const select = [...RUFF_RULES.keys()]
const packages = path.join(/* turbopackIgnore: true */ process.cwd(), 'node_modules')
const folder = path.join(process.cwd(), 'lib/analysis/ruff')
const ruff = keepTool(
  () =>
    startTool({
      script: path.join(folder, 'ruff-process.js'),
      // Compiling the wasm well takes longer than all it will ever do.
      nodeFlags: ['--liftoff-only'],
      readFolders: [folder, packages],
    }),
  { idleMs: IDLE_MS, startMs: START_MS },
)

/**
 * What ruff says of the modules, in their order: correctness, security, asynchronous code, performance; no style. Its process
 * is kept warm between calls. A module that ends it, or takes too long, is a note and costs no other.
 */
export async function lintSources(modules: SourceFile[], signal?: AbortSignal): Promise<ToolReport> {
  const startedAt = performance.now()
  const report: ToolReport = { version: '', durationMs: 0, read: 0, looked: [], findings: [], notes: [] }
  for (const { path: file, source } of modules) {
    const answer =
      source.length > MAX_SOURCE_CHARACTERS
        ? { ok: false as const, why: 'was not asked: the module is too large' }
        : await ruff.ask({ select, source: source.replace(/^\ufeff/, '') }, MODULE_DEADLINE_MS, signal)
    signal?.throwIfAborted()
    const parsed = answer.ok ? RuffAnswer.safeParse(answer.value) : null
    report.looked.push(parsed?.success === true)
    if (parsed?.success === true) {
      report.version = parsed.data.version
      report.read += 1
      report.findings.push(weakenMany(parsed.data.diagnostics.flatMap(toFinding)))
    } else {
      report.findings.push([])
      const why = answer.ok ? 'answered what is not understood' : answer.why
      report.notes.push({ path: file, text: `ruff ${why}` })
    }
  }
  report.durationMs = Math.round(performance.now() - startedAt)
  return report
}

function toFinding({ code, message, start_location, end_location }: Diagnostic): ForeignFinding[] {
  const rule = code === null ? undefined : RUFF_RULES.get(code)
  if (rule === undefined) return []
  return [
    {
      code: rule.code,
      rule: `ruff/${rule.code}`,
      ours: rule.ours,
      tool: 'ruff',
      severity: rule.severity,
      category: rule.category,
      cwe: rule.cwe,
      confidence: rule.confidence,
      message,
      place: {
        startLine: start_location.row,
        startColumn: start_location.column - 1,
        endLine: end_location.row,
        endColumn: end_location.column - 1,
      },
    },
  ]
}

/** More findings of one code in one module are its manner, or made by a program: weak evidence. */
const MOST_ALIKE = 5
/** A module with many names that are not defined gets them in ways that are not seen in its text. */
const MOST_UNDEFINED = 2
const WEAK = 0.3

function weakenMany(findings: ForeignFinding[]): ForeignFinding[] {
  const counts = new Map<string, number>()
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1)
  return findings.map((finding) => {
    const most = finding.code === 'F821' ? MOST_UNDEFINED : MOST_ALIKE
    const isMany = (counts.get(finding.code) ?? 0) > most
    return isMany ? { ...finding, confidence: Math.min(finding.confidence, WEAK) } : finding
  })
}
