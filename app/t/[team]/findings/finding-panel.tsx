'use client'

import { ArrowLeft, SearchX, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { placeText } from '@/components/findings/finding-words'
import { QueryError } from '@/components/queries/fetch-json'
import { useFinding } from '@/components/queries/use-findings'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import type { FindingDetail } from '@/lib/domain/finding-verdict'
import { FindingBody } from './finding-body'

type FindingPanelProps = {
  team: string
  id: string
  onClose: () => void
  onOpen: (id: string) => void
  /** what can be said and done; drawn when the finding is known */
  actions: (detail: FindingDetail) => ReactNode
  /** buttons of the fix */
  fixActions: (detail: FindingDetail) => ReactNode
}

/** One finding beside the list, or instead of it where there is no room for both. */
export function FindingPanel({ team, id, onClose, onOpen, actions, fixActions }: FindingPanelProps) {
  const { data, error, isPlaceholderData, refetch } = useFinding(team, id)
  return (
    <aside
      aria-label="The finding"
      className="min-w-0 self-start rounded-lg border bg-panel shadow-panel lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto"
    >
      <header className="sticky top-12 z-10 flex items-center gap-1 rounded-t-lg border-line-soft border-b bg-panel py-1.5 pr-1.5 pl-1.5 md:top-0 lg:pl-3.5">
        <Button variant="ghost" size="sm" className="lg:hidden" onClick={onClose}>
          <ArrowLeft aria-hidden /> Findings
        </Button>
        <h2 className="min-w-0 flex-1 truncate font-mono font-semibold text-sm max-lg:text-right max-lg:pr-2">
          {data !== undefined ? placeText(data.finding) : error === null ? 'Loading…' : 'No finding'}
        </h2>
        <Button
          variant="ghost"
          size="icon-sm"
          className="max-lg:hidden"
          aria-label="Close the finding"
          onClick={onClose}
        >
          <X aria-hidden />
        </Button>
      </header>
      {data !== undefined ? (
        <div
          className={cn('transition-opacity', isPlaceholderData && 'opacity-60')}
          aria-busy={isPlaceholderData}
        >
          <FindingBody
            team={team}
            detail={data}
            onOpen={onOpen}
            actions={actions(data)}
            fixActions={fixActions(data)}
          />
        </div>
      ) : error !== null ? (
        <NotLoaded error={error} onRetry={() => void refetch()} />
      ) : (
        <div aria-busy className="grid gap-3 p-3.5">
          <Skeleton className="h-6 w-56" />
          <Skeleton className="h-24" />
          <Skeleton className="h-56" />
        </div>
      )}
    </aside>
  )
}

/** What is not there does not come by asking again. */
function NotLoaded({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (error instanceof QueryError && error.code === 'not-found') {
    return (
      <EmptyState icon={SearchX} title="There is no such finding in this team">
        Its project may have been deleted, or the link is not complete. Choose another one from the list.
      </EmptyState>
    )
  }
  return (
    <ErrorState
      text={error.message}
      requestId={error instanceof QueryError ? error.requestId : null}
      onRetry={onRetry}
    />
  )
}
