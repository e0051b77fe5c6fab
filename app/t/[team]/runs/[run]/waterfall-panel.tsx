'use client'

import { markCancelled } from '@/components/runs/mark-cancelled'
import { Waterfall } from '@/components/runs/waterfall'
import { Panel } from '@/components/ui/panel'
import { Segmented } from '@/components/ui/segmented'
import { useRunPage } from './run-context'
import { useRunUrl } from './use-run-url'

/** The way from source to verdict; a bar opens its prompt or its evidence. */
export function WaterfallPanel() {
  const { detail } = useRunPage()
  const { run, spans } = detail
  const [url, setUrl] = useRunUrl()
  const tries = [...new Set([...spans.map((span) => span.tryNumber), run.tryNumber])].sort(
    (one, other) => one - other,
  )
  const shownTry = url.try !== null && tries.includes(url.try) ? url.try : run.tryNumber
  const shown = spans.filter((span) => span.tryNumber === shownTry)
  const open = url.tab === 'evidence' ? url.check : url.tab === 'prompts' ? url.attempt : null
  const selected = shown.find((span) => open !== null && (span.checkId === open || span.attemptId === open))
  return (
    <Panel
      title="From source to verdict"
      actions={
        tries.length < 2 ? null : (
          <Segmented
            label="Try"
            value={String(shownTry)}
            options={tries.map((number) => ({ value: String(number), label: `try ${number}` }))}
            onValueChange={(value) => void setUrl({ try: Number(value) })}
          />
        )
      }
    >
      {shown.length === 0 ? (
        <p className="px-3.5 py-6 text-center text-dim">
          {run.status === 'queued' ? 'Nothing has begun yet.' : 'Nothing was recorded in this try.'}
        </p>
      ) : (
        <Waterfall
          spans={markCancelled(shown, { run, attempts: detail.attempts })}
          selectedId={selected?.id ?? null}
          onSelect={(span) =>
            void setUrl(
              span.attemptId === null
                ? { tab: 'evidence', check: span.checkId }
                : { tab: 'prompts', attempt: span.attemptId },
            )
          }
        />
      )}
    </Panel>
  )
}
