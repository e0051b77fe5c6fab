'use client'

import { Info, ShieldCheck } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { UnnoticedMistake } from '@/lib/domain/check'
import type { RunDetail } from '@/lib/domain/run'

type Check = RunDetail['checks'][number]

/** How many planted mistakes the tests caught, and the way to the lines of those that they did not; or why nobody knows. */
export function PlantedMistakes({ check, onLine }: { check: Check; onLine: (line: number) => void }) {
  const { mutation } = check.figures
  const Icon = mutation === undefined ? Info : ShieldCheck
  const missed = mutation?.survivors ?? []
  const text =
    mutation === undefined ? `Planted mistakes: not measured. ${check.summary}` : `${check.summary}.`
  return (
    <section
      aria-label="Planted mistakes"
      className="grid gap-1 border-line-soft border-b px-3.5 py-2 text-dim text-sm"
    >
      <p className="flex items-start gap-2">
        <Icon className="mt-0.5 size-4 shrink-0 text-faint" aria-hidden />
        <span className="min-w-0 break-words">
          {text}
          {missed.length === 0 ? null : ' No test caught:'}
        </span>
      </p>
      {missed.length === 0 ? null : (
        <div className="max-h-44 overflow-auto pl-6">
          <MissedMistakes missed={missed} onLine={onLine} />
        </div>
      )}
    </section>
  )
}

/** What was changed in the code without a test noticing; without `onLine` its line is text. */
export function MissedMistakes({
  missed,
  onLine,
}: {
  missed: readonly UnnoticedMistake[]
  onLine?: (line: number) => void
}) {
  // Two of a line may look alike, as in `f(1, 1)`.
  const numbered = missed.map((mistake, number) => ({ ...mistake, number }))
  return (
    <ul aria-label="Mistakes that no test caught" className="grid gap-0.5">
      {numbered.map(({ line, before, after, number }) => (
        <li key={number} className="flex items-start gap-2">
          {onLine === undefined ? (
            <span className="w-16 shrink-0 text-dim text-sm">Line {line}</span>
          ) : (
            <Button variant="ghost" size="sm" className="shrink-0" onClick={() => onLine(line)}>
              Line {line}
            </Button>
          )}
          <span className="min-w-0 py-0.5 font-mono text-xs leading-5 wrap-anywhere">
            <del className="text-dim no-underline">{before}</del>
            <span aria-hidden> → </span>
            <span className="sr-only"> became </span>
            <ins className="text-ink no-underline">{after}</ins>
          </span>
        </li>
      ))}
    </ul>
  )
}
