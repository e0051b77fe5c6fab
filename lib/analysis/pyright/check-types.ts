import 'server-only'
import path from 'node:path'
import { z } from 'zod'
import type { SourceFile } from '@/lib/python/read-modules'
import { keepTool } from '@/lib/sandbox/keep-tool'
import { startSandboxedTool } from '@/lib/sandbox/start-tool'
import { linesOf } from '../patches/apply-edits'
import type { ForeignFinding, ToolReport } from '../tool-report'
import { PYRIGHT_RULES } from './pyright-rules'

const Position = z.object({ line: z.number().int(), character: z.number().int() })
const PyrightAnswer = z.object({
  version: z.string(),
  diagnostics: z.array(
    z.object({
      code: z.string().optional(),
      message: z.string(),
      range: z.object({ start: Position, end: Position }),
    }),
  ),
})
type Diagnostic = z.infer<typeof PyrightAnswer>['diagnostics'][number]

/** Beyond these it would take longer than everything else together: a long module takes it seconds. */
const MOST_MODULES = 20
const MOST_CHARACTERS = 20_000
const MODULE_DEADLINE_MS = 10_000
const IDLE_MS = 5 * 60_000
const START_MS = 30_000
const LIFETIME_MS = 60 * 60_000
const MIB = 1024 * 1024

const pyright = keepTool(
  () =>
    startSandboxedTool({
      inputDir: path.join(process.cwd(), 'lib/analysis/pyright'),
      // As an input it can be run even where only the server's own user may look, in a home folder, say.
      inputs: {
        node: path.dirname(process.execPath),
        pyright: path.join(/* turbopackIgnore: true */ process.cwd(), 'node_modules/pyright'),
      },
      argv: [`{node}/${path.basename(process.execPath)}`, '{in}/pyright-process.js', '{pyright}'],
      // Node looks for a configuration of OpenSSL and ends when it may not read it.
      env: { OPENSSL_CONF: '/dev/null' },
      limits: {
        wallMs: LIFETIME_MS,
        cpuSeconds: LIFETIME_MS / 1000,
        memoryBytes: 2048 * MIB,
        outputBytes: 256 * MIB,
      },
    }),
  { idleMs: IDLE_MS, startMs: START_MS, lifeMs: LIFETIME_MS },
)

/**
 * What pyright says of the modules, in their order, as far as it means something without the packages they import. Its language
 * server is kept warm in the sandbox. Where it cannot run, or takes too long, that is a note; long modules, and many at once, it does not read.
 */
export async function checkTypes(modules: SourceFile[], signal?: AbortSignal): Promise<ToolReport> {
  const startedAt = performance.now()
  const report: ToolReport = {
    version: '',
    durationMs: 0,
    read: 0,
    looked: modules.map(() => false),
    findings: modules.map(() => []),
    notes: [],
  }
  if (modules.length > MOST_MODULES) {
    report.notes.push({
      path: null,
      text: `pyright was not asked: it reads up to ${MOST_MODULES} modules at once`,
    })
    return report
  }
  for (const [index, { path: file, source }] of modules.entries()) {
    if (source.length > MOST_CHARACTERS) {
      report.notes.push({
        path: file,
        text: `pyright was not asked: it reads up to ${MOST_CHARACTERS} characters`,
      })
      continue
    }
    const text = source.replace(/^\ufeff/, '')
    const answer = await pyright.ask({ source: text }, MODULE_DEADLINE_MS, signal)
    signal?.throwIfAborted()
    const parsed = answer.ok ? PyrightAnswer.safeParse(answer.value) : null
    if (parsed?.success === true) {
      report.version = parsed.data.version
      report.read += 1
      report.looked[index] = true
      const lines = linesOf(text)
      report.findings[index] = parsed.data.diagnostics.flatMap((diagnostic) => toFinding(diagnostic, lines))
    } else {
      const why = answer.ok ? 'answered what is not understood' : answer.why
      report.notes.push({ path: file, text: `pyright ${why}` })
      // One that never answered will not answer for the others.
      if (report.version === '') break
    }
  }
  report.durationMs = Math.round(performance.now() - startedAt)
  return report
}

function toFinding({ code = '', message, range }: Diagnostic, lines: string[]): ForeignFinding[] {
  const rule = PYRIGHT_RULES.get(code)
  const [head = ''] = message.split('\n')
  // Which of a library's overloads fits depends on types that are not known here.
  if (rule === undefined || head.startsWith('No overloads for')) return []
  // The protocol counts UTF-16 units.
  const column = ({ line, character }: z.infer<typeof Position>) =>
    Array.from((lines[line] ?? '').slice(0, character)).length
  const { title, ...meaning } = rule
  return [
    {
      code,
      rule: `pyright/${code}`,
      tool: 'pyright',
      ...meaning,
      message: `${title}: ${head}`,
      place: {
        startLine: range.start.line + 1,
        startColumn: column(range.start),
        endLine: range.end.line + 1,
        endColumn: column(range.end),
      },
    },
  ]
}
