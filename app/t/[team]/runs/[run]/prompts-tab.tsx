'use client'

import { MessageSquareText } from 'lucide-react'
import { CACHE_MISS_WORDS, TIER_WORD } from '@/components/runs/run-words'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { SourcePill } from '@/components/ui/status-pill'
import type { RunDetail } from '@/lib/domain/run'
import { formatDuration } from '@/lib/format/format-duration'
import { formatMoney } from '@/lib/format/format-money'
import { AttemptDetails } from './attempt-details'
import { describeAttempt, describeCalls } from './describe-attempt'
import { isQuiet } from './is-quiet'
import { useRunPage } from './run-context'
import { TryBar } from './try-switch'
import { useRunUrl } from './use-run-url'

type Attempt = RunDetail['attempts'][number]

/** Every model call, cache hit and use of the template; one is open with its prompt and answer. */
export function PromptsTab() {
  const { detail, shownTry } = useRunPage()
  const [url, setUrl] = useRunUrl()
  const attempts = detail.attempts.filter((attempt) => attempt.tryNumber === shownTry)
  const calls = describeCalls(attempts)
  if (attempts.length === 0) {
    return (
      <>
        <TryBar what="Attempts" />
        <EmptyState icon={MessageSquareText} title="No attempt yet">
          Each model call, cache hit and use of the template is listed here with its prompt, answer and cost.
        </EmptyState>
      </>
    )
  }
  const open = attempts.find((attempt) => attempt.id === url.attempt) ?? attempts.at(-1)
  return (
    <>
      <TryBar what="Attempts" />
      {calls === null ? null : (
        <p className="border-line-soft border-b px-3.5 py-1.5 text-dim text-sm">{calls}</p>
      )}
      <ul aria-label="Attempts" className="divide-y divide-line-soft border-line-soft border-b">
        {attempts.map((attempt) => (
          <li key={attempt.id}>
            <button
              type="button"
              aria-pressed={attempt.id === open?.id}
              onClick={() => void setUrl({ attempt: attempt.id })}
              className={cn(
                'flex w-full flex-wrap items-center gap-x-2.5 gap-y-0.5 px-3.5 py-1.75 text-left hover:bg-line-soft/60 focus-visible:outline-offset-[-2px]',
                attempt.id === open?.id && 'bg-accent-soft hover:bg-accent-soft',
              )}
            >
              <SourcePill value={attempt.source} />
              <span className="font-medium">{attemptTitle(attempt)}</span>
              <span className={cn('text-sm', isQuiet(attempt) ? 'text-dim' : 'text-bad')}>
                {describeAttempt(attempt, detail.run)}
              </span>
              {attempt.cacheMissReason === null ? null : (
                <span className="text-faint text-xs">cache: {CACHE_MISS_WORDS[attempt.cacheMissReason]}</span>
              )}
              <span className="ml-auto text-dim text-sm">
                {attempt.latencyMs === null ? null : `${formatDuration(attempt.latencyMs)} · `}
                {formatMoney(attempt.costNanoUsd)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {open === undefined ? null : <AttemptDetails attempt={open} />}
    </>
  )
}

function attemptTitle(attempt: Attempt): string {
  if (attempt.source === 'template') return 'Template'
  if (attempt.source === 'cache') return 'Stored result'
  const tier = attempt.tier === null ? 'Model' : `${TIER_WORD[attempt.tier]} tier`
  return attempt.repairRound === 0 ? tier : `${tier}, repair ${attempt.repairRound}`
}
