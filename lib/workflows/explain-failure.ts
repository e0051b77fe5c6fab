import type { CheckFigures, FailureCause } from '@/lib/domain/check'
import { formatDuration } from '@/lib/format/format-duration'

const plural = (count: number, one: string, many: string) =>
  `${count} ${count === 1 ? `test ${one}` : `tests ${many}`}`

const BY_CAUSE: Record<FailureCause, (count: number) => string> = {
  memory: (count) => `${plural(count, 'needs', 'need')} more memory than the sandbox allows`,
  exit: (count) => `${plural(count, 'ends', 'end')} the process (sys.exit)`,
  'too-long': (count) => `${plural(count, 'does', 'do')} not end in time`,
  network: (count) =>
    `${plural(count, 'tries', 'try')} to reach the network, which the sandbox does not allow`,
}

/** What a limit of the sandbox did to an execution, in a sentence made of its figures; null: no limit was met. */
export function explainFailure(figures: CheckFigures, durationMs: number): string | null {
  const { ended = 'exited', tests = [] } = figures
  if (ended === 'timeout')
    return `The execution was stopped: it had not ended after ${formatDuration(durationMs)}.`
  if (ended === 'memory-limit')
    return 'The execution was stopped: it used more memory than the sandbox allows.'
  if (ended === 'output-limit') return 'The execution was stopped: it printed more than the sandbox allows.'
  if (ended === 'killed') return 'The process was killed: by itself, or at a limit of the sandbox.'
  const causes = tests.flatMap(({ outcome, cause }) => (outcome === 'passed' || cause == null ? [] : [cause]))
  const counts = new Map(causes.map((cause) => [cause, causes.filter((other) => other === cause).length]))
  const parts = [...counts].map(([cause, count]) => BY_CAUSE[cause](count))
  return parts.length === 0 ? null : `${parts.join('; ')}.`
}
