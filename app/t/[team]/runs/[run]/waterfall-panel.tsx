'use client'

import { quietSpans } from '@/components/runs/quiet-spans'
import { Waterfall } from '@/components/runs/waterfall'
import { withCallCosts } from '@/components/runs/with-call-costs'
import { Panel } from '@/components/ui/panel'
import { useRunPage } from './run-context'
import { TrySwitch } from './try-switch'
import { useRunUrl } from './use-run-url'

/** The way from source to verdict; a bar opens its prompt or its evidence. */
export function WaterfallPanel() {
  const { detail, shownTry } = useRunPage()
  const { run, spans } = detail
  const [url, setUrl] = useRunUrl()
  const shown = spans.filter((span) => span.tryNumber === shownTry)
  const open = url.tab === 'evidence' ? url.check : url.tab === 'prompts' ? url.attempt : null
  const selected = shown.find((span) => open !== null && (span.checkId === open || span.attemptId === open))
  return (
    <Panel title="From source to verdict" actions={<TrySwitch />}>
      {shown.length === 0 ? (
        <p className="px-3.5 py-6 text-center text-dim">
          {run.status === 'queued' ? 'Nothing has begun yet.' : 'Nothing was recorded in this try.'}
        </p>
      ) : (
        <Waterfall
          spans={withCallCosts(quietSpans(shown, detail), detail.attempts)}
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
