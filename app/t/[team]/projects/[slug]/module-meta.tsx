import { CircleHelp, FileX2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { Pill } from '@/components/ui/pill'
import { RunPill } from '@/components/ui/status-pill'
import { isEmpty, type ModuleRow } from '@/lib/domain/module'
import { formatCount } from '@/lib/format/format-count'
import { formatPercent } from '@/lib/format/format-percent'

/** Columns drop out from the left as the tree gets narrow. */
const COLUMN = {
  lines: 'w-12 text-right hidden @lg:block',
  functions: 'w-16 text-right hidden @2xl:block',
  docs: 'w-28 text-right hidden @xl:block',
  findings: 'w-14 text-right hidden @sm:block',
  coverage: 'w-16 text-right hidden @md:block',
  run: 'w-27 flex justify-end',
} as const

/** Names of the figures, above the tree. */
export function ModuleMetaHead() {
  return (
    <div
      aria-hidden
      className="flex justify-end gap-3 border-line-soft border-b py-1.5 pr-3 pl-3 text-dim text-xs"
    >
      <span className="flex-1">Module</span>
      <span className={COLUMN.lines}>Lines</span>
      <span className={COLUMN.functions}>Functions</span>
      <span className={COLUMN.docs}>Docstrings</span>
      <span className={COLUMN.findings}>Findings</span>
      <span className={COLUMN.coverage}>Covered</span>
      <span className={COLUMN.run}>Last run</span>
    </div>
  )
}

/** The figures of a module in one line of the tree. */
export function ModuleMeta({ module, findings }: { module: ModuleRow; findings: number | undefined }) {
  return (
    <>
      <Cell className={COLUMN.lines} label="lines">
        {formatCount(module.lines)}
      </Cell>
      <Cell className={COLUMN.functions} label="functions">
        {formatCount(module.functions)}
      </Cell>
      <Cell className={COLUMN.docs} label="of public symbols have docstrings">
        <DocumentedShare module={module} />
      </Cell>
      <Cell className={COLUMN.findings} label="findings">
        {findings === undefined ? none : formatCount(findings)}
      </Cell>
      <Cell className={COLUMN.coverage} label="lines covered">
        {coveredShareOf(module) === null ? none : formatPercent(coveredShareOf(module) ?? 0)}
      </Cell>
      <span className={COLUMN.run}>
        <ModuleState module={module} />
      </span>
    </>
  )
}

/** Of the newest run when it measured any, else of the newest tests: a review measures none. */
const coveredShareOf = ({ lastRun, tests }: ModuleRow) => lastRun?.coveredShare ?? tests?.coveredShare ?? null

const none = <span className="text-faint">–</span>

function Cell({ className, label, children }: { className: string; label: string; children: ReactNode }) {
  return (
    <span className={cn('text-xs', className)}>
      {children} <span className="sr-only">{label}</span>
    </span>
  )
}

/** "80.0 % of 5": the share of public symbols with a docstring, and their number. */
export function DocumentedShare({ module }: { module: ModuleRow }) {
  if (module.documentedShare === null) return none
  return (
    <>
      {formatPercent(module.documentedShare)}{' '}
      <span className="text-dim">of {formatCount(module.publicSymbols)}</span>
    </>
  )
}

/** Why a module cannot be run, or how its last run ended. */
function ModuleState({ module }: { module: ModuleRow }) {
  if (module.syntaxError !== null) {
    return (
      <Pill tone="bad" title={`Line ${module.syntaxError.line}: ${module.syntaxError.message}`}>
        <FileX2 aria-hidden /> syntax error
      </Pill>
    )
  }
  if (!module.wasRead) {
    return (
      <Pill
        tone="warn"
        title="Python could not be run on it when it was imported. Refresh the project to try again."
      >
        <CircleHelp aria-hidden /> not read
      </Pill>
    )
  }
  if (module.lastRun !== null)
    return <RunPill status={module.lastRun.status} verdict={module.lastRun.verdict} />
  const state = isEmpty(module) ? 'empty' : module.isTest ? 'test' : 'never run'
  return <span className="text-faint text-xs">{state}</span>
}
