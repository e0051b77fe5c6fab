'use client'

import { ScrollText } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { QueryError } from '@/components/queries/fetch-json'
import { useAudit } from '@/components/queries/use-audit'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Panel } from '@/components/ui/panel'
import type { AuditFilter, AuditList } from '@/lib/domain/audit'
import { ListEnd } from '../../runs/list-end'
import { AuditBar } from './audit-bar'
import { auditFilterParsers, toAuditFilter } from './audit-filters'
import { AuditTable } from './audit-table'
import { ExportAudit } from './export-audit'

type AuditViewProps = { team: string; initialFilter: AuditFilter; initial: AuditList }

const ALL = { about: null, who: null, from: null, until: null, subject: null }

/** Who did what when, to be narrowed down and saved. */
export function AuditView({ team, initialFilter, initial }: AuditViewProps) {
  const [state, setState] = useQueryStates(auditFilterParsers, { history: 'replace' })
  const filter = useMemo(() => toAuditFilter(state), [state])
  const asRendered = JSON.stringify(filter) === JSON.stringify(initialFilter)
  const query = useAudit(team, filter, asRendered ? { pages: [initial], pageParams: [null] } : undefined)
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? []
  const narrowed = Object.values(filter).some((value) => value !== undefined && value.length > 0)
  const clear = () => void setState(ALL)
  return (
    <div className="grid gap-3">
      <AuditBar
        state={state}
        people={query.data?.pages[0]?.people ?? initial.people}
        onChange={(patch) => void setState(patch)}
        onClear={narrowed ? clear : null}
      >
        <ExportAudit team={team} filter={filter} />
      </AuditBar>
      <Panel
        title="Audit log"
        note="every write of the team’s people, and what Assay does by itself"
        aria-busy={query.isPlaceholderData}
        className={cn('transition-opacity', query.isPlaceholderData && 'opacity-60')}
      >
        {query.error !== null && rows.length === 0 ? (
          <ErrorState
            text={query.error.message}
            requestId={query.error instanceof QueryError ? query.error.requestId : null}
            onRetry={() => void query.refetch()}
          />
        ) : rows.length === 0 ? (
          <EmptyState
            icon={ScrollText}
            title="Nothing like this was done"
            action={narrowed ? <Button onClick={clear}>Clear the filters</Button> : null}
          >
            {narrowed ? 'No act fits these filters.' : 'Acts appear here as they happen.'}
          </EmptyState>
        ) : (
          <AuditTable team={team} rows={rows} onSubject={(subject) => void setState({ ...ALL, subject })} />
        )}
      </Panel>
      <ListEnd
        shown={rows.length}
        noun="act"
        hasMore={query.hasNextPage}
        loading={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </div>
  )
}
