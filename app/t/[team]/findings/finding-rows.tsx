'use client'

import { EyeOff } from 'lucide-react'
import type { MouseEvent } from 'react'
import { ConfidenceText } from '@/components/findings/confidence-text'
import { InChangePill, ProvenPill, StatePill } from '@/components/findings/finding-pills'
import { placeText, TOOL_WORD } from '@/components/findings/finding-words'
import { Inline } from '@/components/findings/prose'
import { SeverityPill } from '@/components/findings/severity-pill'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { RelativeTime } from '@/components/ui/relative-time'
import type { FindingRow } from '@/lib/domain/finding-row'
import type { FindingLook } from './use-finding-look'

type FindingRowsProps = {
  rows: readonly FindingRow[]
  /** several projects are in the list, so each row says which is its own */
  namesProject: boolean
  /** the row the keyboard is on */
  currentId: string | null
  hrefOf: (id: string) => string
  onOpen: (id: string) => void
  /** null: who may not judge has nothing to select for */
  selected: ReadonlySet<string> | null
  onSelect: (id: string) => void
  look: FindingLook
}

/** Findings as rows of two lines, which become one where there is room. */
export function FindingRows(props: FindingRowsProps) {
  return (
    <ul aria-label="Findings" className="@container divide-y divide-line-soft">
      {props.rows.map((finding) => (
        <Row key={finding.id} finding={finding} {...props} />
      ))}
    </ul>
  )
}

type RowProps = Omit<FindingRowsProps, 'rows'> & { finding: FindingRow }

function Row(props: RowProps) {
  const { finding, namesProject, currentId, hrefOf, onOpen, selected, onSelect, look } = props
  const { id } = finding
  const shows = (column: FindingLook['columns'][number]) => look.columns.includes(column)
  const isCompact = look.density === 'compact'
  const why = finding.hidden ?? finding.demoted
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    onOpen(id)
  }
  return (
    <li
      data-finding={id}
      aria-current={id === currentId ? 'true' : undefined}
      className={cn(
        'relative grid grid-cols-[1rem_minmax(0,1fr)] items-start gap-x-3 gap-y-1 px-3.5 hover:bg-line-soft/60 aria-[current]:bg-accent-soft',
        isCompact ? 'py-1' : 'py-2.25',
        '@3xl:grid-cols-[1rem_5.25rem_minmax(0,1fr)_auto]',
        selected?.has(id) && 'bg-line-soft',
      )}
    >
      {selected === null ? (
        <span />
      ) : (
        <Checkbox
          aria-label={`Select ${finding.ruleTitle} in ${placeText(finding)}`}
          checked={selected.has(id)}
          onCheckedChange={() => onSelect(id)}
          className="z-10 mt-0.5"
        />
      )}
      <span className="hidden @3xl:block">
        <SeverityPill value={finding.severity} />
      </span>
      <div className="min-w-0">
        <a
          href={hrefOf(id)}
          onClick={open}
          className={cn(
            'mb-0.5 rounded-sm font-medium underline-offset-4 after:absolute after:inset-0 hover:underline',
            isCompact ? 'line-clamp-1' : 'line-clamp-2',
          )}
        >
          <Inline text={finding.message} />
        </a>
        <Where finding={finding} shows={shows} namesProject={namesProject} />
        {why === null || !shows('why') ? null : (
          <p className="flex items-start gap-1.5 text-dim text-sm">
            <EyeOff className="mt-0.5 size-3.5 shrink-0 text-faint" aria-hidden />
            <span>
              {finding.hidden === null ? 'Put last: ' : 'Suppressed: '}
              <Inline text={why.why} />
            </span>
          </p>
        )}
      </div>
      <div className="col-start-2 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm @3xl:col-start-4 @3xl:justify-end">
        <span className="@3xl:hidden">
          <SeverityPill value={finding.severity} />
        </span>
        {finding.inChange === true ? <InChangePill /> : null}
        {finding.proof === null ? null : <ProvenPill />}
        {finding.state === 'open' || !shows('state') ? null : <StatePill finding={finding} />}
        {shows('confidence') ? (
          <span className="@3xl:w-24 @3xl:text-right">
            <ConfidenceText confidence={finding.confidence} />
          </span>
        ) : null}
        {shows('age') ? (
          <RelativeTime
            time={finding.firstSeenAt}
            className="text-dim text-xs whitespace-nowrap @3xl:w-20 @3xl:text-right"
          />
        ) : null}
      </div>
    </li>
  )
}

type WhereProps = {
  finding: FindingRow
  shows: (column: FindingLook['columns'][number]) => boolean
  namesProject: boolean
}

/** Its place and what else was asked for, in one line. */
function Where({ finding, shows, namesProject }: WhereProps) {
  const { qualifiedName, projectName, tool } = finding
  const words = [
    ...(shows('place') && qualifiedName !== '' ? [qualifiedName] : []),
    ...(shows('project') && namesProject ? [projectName] : []),
    ...(shows('tool') ? [`seen by ${TOOL_WORD[tool]}`] : []),
  ]
  if (!shows('place') && words.length === 0) return null
  return (
    <p className="truncate text-dim text-sm">
      {shows('place') ? <span className="font-mono text-xs">{placeText(finding)}</span> : null}
      {shows('place') && words.length > 0 ? ' · ' : null}
      {words.join(' · ')}
    </p>
  )
}
