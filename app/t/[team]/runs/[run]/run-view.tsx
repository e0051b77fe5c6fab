'use client'

import { useEffect, useState } from 'react'
import { QueryError } from '@/components/queries/fetch-json'
import { useRun } from '@/components/queries/use-run'
import { cn } from '@/components/ui/cn'
import { ErrorState } from '@/components/ui/error-state'
import { Panel } from '@/components/ui/panel'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import type { RunDetail } from '@/lib/domain/run'
import { findDraft } from './edit-draft'
import { EvidenceTab } from './evidence-tab'
import { FeedbackTab } from './feedback-tab'
import { isReview } from './is-review'
import { OutputTab } from './output-tab'
import { PromptsTab } from './prompts-tab'
import { RatingPanel } from './rating-panel'
import { ReceiptTab } from './receipt-tab'
import { ReviewOutput } from './review-output'
import { RunActions } from './run-actions'
import { type RunPage, RunProvider } from './run-context'
import { RunHeader } from './run-header'
import { RunNotice } from './run-notice'
import { SourceTab } from './source-tab'
import { RUN_TABS, type RunTab, useRunUrl } from './use-run-url'
import { WaterfallPanel } from './waterfall-panel'

type RunViewProps = {
  team: string
  initial: RunDetail
  mayLaunch: boolean
  mayReview: boolean
}

/** The run page: how it got there on the left, what came of it on the right, live. */
export function RunView({ team, initial, mayLaunch, mayReview }: RunViewProps) {
  const { data: detail, error, refetch } = useRun(team, initial.run.id, initial)
  const [url, setUrl] = useRunUrl()
  const [editing, setEditing] = useState(false)
  const newest = detail?.artifacts[0]
  const mayEdit = mayReview && detail?.run.status === 'done'
  useEffect(() => {
    if (!mayEdit || newest === undefined || url.version !== null) return
    if (findDraft(sessionStorage, initial.run.id, newest.content) !== null) setEditing(true)
  }, [mayEdit, newest, url.version, initial.run.id])
  if (detail === undefined) {
    return (
      <ErrorState
        text={error?.message ?? 'The run could not be loaded.'}
        requestId={error instanceof QueryError ? error.requestId : null}
        onRetry={() => void refetch()}
      />
    )
  }
  const artifact = detail.artifacts.find((one) => one.version === url.version) ?? detail.artifacts[0] ?? null
  const { tryNumber } = detail.run
  const shownTry = url.try !== null && url.try >= 1 && url.try < tryNumber ? url.try : tryNumber
  const page: RunPage = { team, detail, artifact, shownTry, mayLaunch, mayReview }
  const edit = () => {
    void setUrl({ tab: 'output', version: null })
    setEditing(true)
  }
  return (
    <RunProvider value={page}>
      <RunHeader actions={<RunActions editing={editing} onEdit={edit} />} />
      <RunNotice />
      <div className="grid items-start gap-3 lg:grid-cols-[minmax(340px,1fr)_minmax(0,1.65fr)]">
        <div className="grid min-w-0 gap-3">
          <WaterfallPanel />
          <RatingPanel />
        </div>
        <Panel
          aria-label="Result"
          className={cn('overflow-hidden', artifact !== null && 'max-lg:order-first')}
        >
          <Tabs value={url.tab} onValueChange={(tab) => void setUrl({ tab: tab as RunTab })}>
            <TabsList aria-label="Result">
              {RUN_TABS.map((tab) => (
                <TabsTrigger key={tab} value={tab} className="capitalize">
                  {tab === 'output' && isReview(detail.run) ? 'findings' : tab}
                </TabsTrigger>
              ))}
            </TabsList>
            <TabsContent value="output">
              {isReview(detail.run) ? (
                <ReviewOutput />
              ) : (
                <OutputTab editing={editing} onEditEnd={() => setEditing(false)} />
              )}
            </TabsContent>
            <TabsContent value="evidence">
              <EvidenceTab />
            </TabsContent>
            <TabsContent value="source">
              <SourceTab />
            </TabsContent>
            <TabsContent value="prompts">
              <PromptsTab />
            </TabsContent>
            <TabsContent value="feedback">
              <FeedbackTab />
            </TabsContent>
            <TabsContent value="receipt">
              <ReceiptTab />
            </TabsContent>
          </Tabs>
        </Panel>
      </div>
    </RunProvider>
  )
}
