'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import Link from 'next/link'
import type { MouseEvent } from 'react'
import { RUN_COLUMNS, type RunColumn, type RunColumnId, shownColumns } from '@/components/runs/run-columns'
import { targetText } from '@/components/runs/target-text'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { RunRow } from '@/lib/domain/run'
import type { RunSort } from '@/lib/domain/run-query'
import type { TableLook } from './use-table-look'

export type RunsTableProps = {
  team: string
  rows: readonly RunRow[]
  columns: readonly RunColumnId[]
  density: TableLook['density']
  sort: RunSort
  onSort: (sort: RunSort) => void
  /** the row the keyboard is on */
  currentId: string | null
  onOpen: (id: string) => void
  selected: ReadonlySet<string>
  onSelect: (id: string) => void
  onSelectAll: () => void
}

/** The checkbox and the target, which takes what the others leave. */
const TARGET_MIN_REM = 12.25

/** Runs as a table. A click on a row opens the peek panel, its link the page. */
export function RunsTable(props: RunsTableProps) {
  const { team, rows, density, sort, onSort, currentId, onOpen, selected, onSelect, onSelectAll } = props
  const ids = shownColumns(props.columns, rows)
  const columns = RUN_COLUMNS.filter((column) => ids.includes(column.id))
  const minRem = TARGET_MIN_REM + columns.reduce((sum, column) => sum + column.minRem, 0)
  const pad = cn('px-2', density === 'compact' ? 'py-0.75' : 'py-1.75')
  const all = rows.length > 0 && rows.every((run) => selected.has(run.id))
  const openByClick = (event: MouseEvent<HTMLElement>, id: string) => {
    const onControl = event.target instanceof Element && event.target.closest('a, button, label') !== null
    if (!onControl && window.getSelection()?.isCollapsed !== false) onOpen(id)
  }
  return (
    <Table label="Runs" className="table-fixed" style={{ minWidth: `${minRem}rem` }}>
      <thead>
        <tr>
          <Th className="w-9 pr-0 pl-3.5">
            <Checkbox
              aria-label="Select all runs shown"
              checked={all ? true : selected.size > 0 ? 'indeterminate' : false}
              onCheckedChange={onSelectAll}
            />
          </Th>
          <Th className="px-2">Target</Th>
          {columns.map((column) => (
            <Head key={column.id} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((run) => (
          <Tr
            key={run.id}
            data-run={run.id}
            aria-current={run.id === currentId ? 'true' : undefined}
            onClick={(event) => openByClick(event, run.id)}
            className={cn(
              'cursor-default',
              selected.has(run.id) && 'bg-line-soft',
              'aria-[current]:bg-accent-soft',
            )}
          >
            <Td className={cn(pad, 'w-9 pr-0 pl-3.5')}>
              <Checkbox
                aria-label={`Select ${run.targetPath}`}
                checked={selected.has(run.id)}
                onCheckedChange={() => onSelect(run.id)}
                className="block"
              />
            </Td>
            <Td className={pad}>
              <Link
                href={`/t/${team}/runs/${run.id}`}
                prefetch={false}
                title={targetText(run)}
                className="-my-1 block truncate py-1 font-mono text-sm underline-offset-4 hover:underline"
              >
                {targetText(run)}
              </Link>
            </Td>
            {columns.map((column) => (
              <Td key={column.id} numeric={column.numeric} className={pad}>
                {column.cell(run)}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

type HeadProps = { column: RunColumn; sort: RunSort; onSort: (sort: RunSort) => void }

function Head({ column, sort, onSort }: HeadProps) {
  const { sorts, title, numeric, minRem, width = `${minRem}rem` } = column
  if (sorts === undefined)
    return (
      <Th style={{ width }} className={cn('px-2', numeric && 'text-right')}>
        {title}
      </Th>
    )
  const at = sorts.indexOf(sort)
  const next = sorts[(at + 1) % sorts.length] ?? 'newest'
  const ascending = sort === 'oldest'
  const Icon = ascending ? ArrowUp : ArrowDown
  return (
    <Th
      style={{ width }}
      className={cn('px-2', numeric && 'text-right')}
      aria-sort={at === -1 ? 'none' : ascending ? 'ascending' : 'descending'}
    >
      <button
        type="button"
        // A second click on a head with one order goes back to the newest first.
        onClick={() => onSort(at !== -1 && sorts.length === 1 ? 'newest' : next)}
        className={cn(
          '-my-1 inline-flex items-center gap-1 rounded-sm py-1 hover:text-ink',
          at !== -1 && 'text-ink',
        )}
      >
        {/* before a right-aligned title, so that the title stays above its figures */}
        <Icon className={cn('size-3', at === -1 && 'opacity-0', !numeric && 'order-last')} aria-hidden />
        {title}
      </button>
    </Th>
  )
}
