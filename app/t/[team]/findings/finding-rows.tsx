'use client'

import { EyeOff } from 'lucide-react'
import type { MouseEvent } from 'react'
import { ConfidenceText } from '@/components/findings/confidence-text'
import { InChangePill, ProvenPill, StatePill } from '@/components/findings/finding-pills'
import { placeText, TOOL_WORD } from '@/components/findings/finding-words'
import { Inline } from '@/components/findings/prose'
import { SeverityPill } from '@/components/findings/severity-pill'
import { witnessOf } from '@/components/findings/witness-of'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { Pill } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import type { FindingRow } from '@/lib/domain/finding-row'
import { shareSelected } from './select-findings'
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
  /** `toHere`: all from the one that was chosen last */
  onSelect: (id: string, toHere: boolean) => void
  onSelectAll: () => void
  look: FindingLook
}

/** Findings as rows of two lines, which become one where there is room. */
export function FindingRows(props: FindingRowsProps) {
  return (
    <>
      <SelectAll {...props} />
      <ul aria-label="Findings" className="@container divide-y divide-line-soft">
        {props.rows.map((finding) => (
          <Row key={finding.id} finding={finding} {...props} />
        ))}
      </ul>
    </>
  )
}

const CHECKED = { all: true, some: 'indeterminate', none: false } as const

/** One box for all rows that are loaded. */
function SelectAll({ rows, selected, onSelectAll }: FindingRowsProps) {
  if (selected === null) return null
  const share = shareSelected(
    rows.map(({ id }) => id),
    selected,
  )
  return (
    <div className="flex items-center gap-3 border-line-soft border-b px-3.5 py-1.5">
      <Checkbox
        aria-label="Select all listed findings"
        checked={CHECKED[share]}
        onCheckedChange={onSelectAll}
      />
      <span className="text-dim text-xs">
        Select all listed<span className="max-md:hidden">; with Shift, a range</span>
      </span>
    </div>
  )
}

type RowProps = Omit<FindingRowsProps, 'rows' | 'onSelectAll'> & { finding: FindingRow }

function Row(props: RowProps) {
  const { finding, namesProject, currentId, hrefOf, onOpen, selected, onSelect, look } = props
  const { id } = finding
  const shows = (column: FindingLook['columns'][number]) => look.columns.includes(column)
  const isCompact = look.density === 'compact'
  const why = finding.hidden ?? finding.demoted
  const { text, witness } = witnessOf(finding.message)
  const open = (event: MouseEvent) => {
    if (event.shiftKey && selected !== null) {
      event.preventDefault()
      onSelect(id, true)
      return
    }
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
          onClick={({ shiftKey }) => onSelect(id, shiftKey)}
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
            'group mb-0.5 block rounded-sm after:absolute after:inset-0',
            isCompact && '@xl:flex @xl:gap-2',
          )}
        >
          <span className="line-clamp-1 font-medium underline-offset-4 group-hover:underline">
            <Inline text={finding.ruleTitle} />
          </span>{' '}
          <span className={cn('text-sm', isCompact ? 'line-clamp-1 min-w-0 flex-1' : 'line-clamp-2')}>
            <Inline text={text} />
          </span>
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
        {witness === null ? null : <Pill title={`${witness.codes} found it, too`}>+ {witness.tools}</Pill>}
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
