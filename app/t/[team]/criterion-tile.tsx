import { CircleCheck, CircleDashed, CircleX, type LucideIcon } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Pill, type PillTone } from '@/components/ui/pill'
import { Sparkline } from '@/components/ui/sparkline'
import type { Criterion, CriterionState } from '@/lib/domain/criterion'
import { formatPlural } from '@/lib/format/format-count'
import { formatFigure } from '@/lib/format/format-figure'
import { CriterionAbout } from './criterion-about'
import { targetText } from './target-text'

type CriterionTileProps = { teamSlug: string; criterion: Criterion; mayEdit: boolean }

const LOOK = {
  met: { tone: 'verified', icon: CircleCheck, word: 'met', line: 'text-verified' },
  missed: { tone: 'bad', icon: CircleX, word: 'missed', line: 'text-bad' },
  'too-few': { tone: 'neutral', icon: CircleDashed, word: 'too few', line: 'text-faint' },
  'no-data': { tone: 'neutral', icon: CircleDashed, word: 'no data', line: 'text-faint' },
  'not-built': { tone: 'neutral', icon: CircleDashed, word: 'not built yet', line: 'text-faint' },
} satisfies Record<CriterionState, { tone: PillTone; icon: LucideIcon; word: string; line: string }>

/** One success criterion: where it stands, on what, whither it goes, and what is behind it. */
export function CriterionTile({ teamSlug, criterion, mayEdit }: CriterionTileProps) {
  const { label, unit, value, n, noun, state, target, trend, change, runs, page } = criterion
  const { tone, icon: Icon, word, line } = LOOK[state]
  const base = `/t/${teamSlug}`
  return (
    <li className="flex min-w-0 flex-col rounded-md border border-line-soft px-3 py-2.5">
      <div className="flex items-start gap-1">
        <h3 className="min-w-0 flex-1 text-dim text-sm">{label}</h3>
        <CriterionAbout teamSlug={teamSlug} criterion={criterion} mayEdit={mayEdit} />
      </div>
      <p className="mt-0.5 flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1">
        {value === null ? null : (
          <span className="font-semibold text-xl tracking-tight">
            {unit === 'rating' ? value.toFixed(2) : formatFigure(unit, value)}
          </span>
        )}
        <Pill tone={tone}>
          <Icon aria-hidden /> {state === 'too-few' ? `too few: n = ${n}` : word}
        </Pill>
      </p>
      <Sparkline values={trend} className={line} />
      {target === null ? null : (
        <p className="mt-1 text-dim text-xs">
          target {targetText(criterion, target)}
          {change === '' ? '' : ` · ${change}`}
        </p>
      )}
      {state === 'not-built' ? null : <p className="text-dim text-xs">n = {formatPlural(n, noun)}</p>}
      <p className="mt-auto flex gap-3 pt-1 text-xs">
        {page === null ? null : <Behind href={`${base}/${page}`} word="Details" label={label} />}
        {runs === null ? null : (
          <Behind href={`${base}/runs?${new URLSearchParams(runs)}`} word="Runs" label={label} />
        )}
      </p>
    </li>
  )
}

function Behind({ href, word, label }: { href: string; word: string; label: string }): ReactNode {
  return (
    <Link href={href} className="py-1 text-accent underline-offset-4 hover:underline">
      {word}
      <span className="sr-only"> of {label}</span>
    </Link>
  )
}
