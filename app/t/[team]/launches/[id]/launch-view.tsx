'use client'

import { QueryError } from '@/components/queries/fetch-json'
import { useLaunch } from '@/components/queries/use-launch'
import { ChangedFileList, describeCount } from '@/components/runs/changed-file-list'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import type { LaunchDetail } from '@/lib/domain/run-list'
import { WORKFLOW_TITLE } from '@/lib/domain/workflow-title'
import { formatPlural } from '@/lib/format/format-count'
import { describeModel } from './describe-model'
import { LaunchActions } from './launch-actions'
import { LaunchProgress } from './launch-progress'
import { LaunchReviews } from './launch-reviews'
import { LaunchRuns } from './launch-runs'
import { worstFirst } from './sum-reviews'
import { tallyLaunch } from './tally-launch'

type LaunchViewProps = { team: string; initial: LaunchDetail; mayLaunch: boolean; hasProvider: boolean }

/** One launch while its runs fill in, and after. */
export function LaunchView({ team, initial, mayLaunch, hasProvider }: LaunchViewProps) {
  const { data, error, refetch } = useLaunch(team, initial.launch.id, initial)
  if (data === undefined) {
    return (
      <ErrorState
        text={error?.message ?? 'The launch could not be loaded.'}
        requestId={error instanceof QueryError ? error.requestId : null}
        onRetry={() => void refetch()}
      />
    )
  }
  const { launch, rows } = data
  const { ended, total } = tallyLaunch(rows)
  return (
    <>
      <PageHeader
        crumbs={[
          { label: 'Runs', href: `/t/${team}/runs` },
          { label: launch.projectName, href: `/t/${team}/projects/${launch.projectSlug}` },
        ]}
        title={`${WORKFLOW_TITLE[launch.workflow]} on ${launch.diff === null ? formatPlural(launch.targetCount, 'module') : launch.diff.title}`}
        note={
          <p>
            {describeModel(launch.options.useModel, hasProvider, rows)} · {launch.createdByName},{' '}
            <RelativeTime time={launch.createdAt} />
            <CancelledNote detail={data} />
          </p>
        }
        actions={mayLaunch ? <LaunchActions team={team} detail={data} /> : null}
      />
      <LaunchProgress detail={data} />
      <LaunchReviews team={team} detail={data} />
      <Panel
        title="Runs"
        note={launch.diff === null ? formatPlural(rows.length, 'module') : undefined}
        className="overflow-hidden"
      >
        {/* Rows keep their places while cells fill in. */}
        <LaunchRuns team={team} rows={ended === total ? worstFirst(rows) : rows} />
      </Panel>
      {launch.diff === null ? null : (
        <Panel title="Changes" note={describeCount(launch.diff.files)} className="mt-3 overflow-hidden">
          <ChangedFileList files={launch.diff.files} />
        </Panel>
      )}
    </>
  )
}

/** Who cancelled the launch, while runs of it stand as cancelled. */
function CancelledNote({ detail: { launch, counts } }: { detail: LaunchDetail }) {
  if (launch.cancelledAt === null || counts.cancelled === 0) return null
  return (
    <>
      {' '}
      · cancelled{launch.cancelledByName === null ? '' : ` by ${launch.cancelledByName}`},{' '}
      <RelativeTime time={launch.cancelledAt} />
    </>
  )
}
