'use client'

import { CircleAlert, Hourglass, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useOverview } from '@/components/queries/use-overview'
import { FailureText } from '@/components/runs/failure-text'
import { REASON_ADVICE } from '@/components/runs/run-words'
import { SettingsText } from '@/components/runs/settings-text'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { RelativeTime } from '@/components/ui/relative-time'
import { REASON_WORDS } from '@/lib/domain/reason-words'
import { readFailure } from '@/lib/format/read-failure'
import { launchHref } from '../../projects/[slug]/launch-href'
import { describeOrigin } from './describe-origin'
import { useRunPage } from './run-context'

const TONE = {
  plain: 'bg-panel text-ink',
  warn: 'border-transparent bg-warn-soft text-warn',
  bad: 'border-transparent bg-bad-soft text-bad',
}

/** What a person must know before they read the result: why it waits, failed, was not verified, or is a template. */
export function RunNotice() {
  const { team, detail, mayLaunch } = useRunPage()
  const { run } = detail
  // A viewer is not told to do what only others can.
  const rerun = mayLaunch ? ' Re-run it to get a result.' : ''
  if (run.status === 'queued') return <QueuedNotice team={team} />
  if (run.status === 'failed') {
    return (
      <Notice icon={CircleAlert} tone="bad" title="The run failed">
        {run.errorText === null ? `No reason was recorded.${rerun}` : <FailureText text={run.errorText} />}
      </Notice>
    )
  }
  if (run.status === 'cancelled') {
    return (
      <Notice icon={Info} tone="plain" title="Cancelled">
        {detail.cancelledBy === null ? null : (
          <>
            By {detail.cancelledBy.name}, <RelativeTime time={detail.cancelledBy.at} />.{' '}
          </>
        )}
        This run was stopped before it ended.{rerun}
      </Notice>
    )
  }
  if (run.reason === null || run.status !== 'done') return null
  const { verdict, verdictText } = run.own
  const verified = verdict === 'verified'
  const words = verified ? describeOrigin(run, run.reason) : `Not verified: ${REASON_WORDS[run.reason]}`
  return (
    <Notice
      icon={verified ? Info : TriangleAlert}
      tone={verified ? 'plain' : verdict === 'rejected' ? 'bad' : 'warn'}
      title={run.edit === null ? words : `Before the edit. ${words}`}
    >
      {run.reasonText === null || (run.reasonText === verdictText && !hidesText(verdictText)) ? null : (
        <>
          {saysProviders(run.reasonText) ? (
            <SettingsText team={team} text={run.reasonText} />
          ) : (
            <FailureText text={run.reasonText} />
          )}{' '}
        </>
      )}
      {mayLaunch ? (
        <>
          <SettingsText team={team} text={saysProviders(run.reasonText) ? '' : REASON_ADVICE[run.reason]} />{' '}
          <HigherLimit />
        </>
      ) : null}
    </Notice>
  )
}

/** Where the reason itself leads to the settings, the advice does not say it again. */
const saysProviders = (text: string | null) => text?.includes('Settings → Providers') === true

/** The header shows the sentence alone: what it leaves out is here. */
const hidesText = (text: string) => readFailure(text).raw !== null

/** A limit of the launch was reached: the form again, with this target and the limit to raise. */
function HigherLimit() {
  const { team, detail } = useRunPage()
  const { run, options } = detail
  // Changes are named anew: what was launched may be on no branch any more.
  const paths = run.targetKind === 'module' ? [run.targetPath] : []
  if (run.reason !== 'budget' || options.budgetNanoUsd === null) return null
  return (
    <Button size="sm" asChild className="mt-1.5 flex w-fit">
      <Link href={launchHref(team, run.projectSlug, paths, options.budgetNanoUsd)}>
        Launch again with a higher limit
      </Link>
    </Button>
  )
}

/** A worker that died says nothing: only asking again tells. */
const WORKER_POLL_MS = 5000

/** Says whether anything is there to take the run. */
function QueuedNotice({ team }: { team: string }) {
  const { data } = useOverview(team, undefined, WORKER_POLL_MS)
  if (data?.workerAlive === false) {
    return (
      <Notice icon={TriangleAlert} tone="warn" title="No worker is running">
        This run starts as soon as one does: `npm start` brings one, `npm run start:worker` another.{' '}
        <Link href={`/t/${team}/settings/runtime`} className="underline underline-offset-4">
          Runtime settings
        </Link>
      </Notice>
    )
  }
  return (
    <Notice icon={Hourglass} tone="plain" title="Waiting for a worker">
      {data === undefined ? 'It starts by itself.' : waitingText(data.activeRuns)}
    </Notice>
  )
}

function waitingText(activeRuns: number): string {
  if (activeRuns <= 1) return 'It is next in line.'
  return `${activeRuns} runs of this team are queued or running; small launches go first.`
}

type NoticeProps = { icon: LucideIcon; tone: keyof typeof TONE; title: string; children: ReactNode }

function Notice({ icon: Icon, tone, title, children }: NoticeProps) {
  return (
    <div
      role="status"
      className={cn('mb-3 flex items-start gap-2.5 rounded-lg border px-3.5 py-2.5', TONE[tone])}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0">
        <strong className="font-semibold">{title}.</strong> {children}
      </div>
    </div>
  )
}
