'use client'

import { ChevronRight, FileCode2, Folder, FolderOpen } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { buildModuleTree, type TreeNode } from './build-module-tree'
import { CheckMark } from './check-mark'
import { moveInTree } from './move-in-tree'
import { checkState, toggleNode } from './tree-selection'
import { type TreeRow, visibleTreeRows } from './visible-tree-rows'

type ModuleTreeProps = {
  paths: readonly string[]
  selected: ReadonlySet<string>
  onSelectedChange: (selected: Set<string>) => void
  /** what stands at the right of a file: figures, pills */
  renderMeta?: (path: string) => ReactNode
  /** given: a click or Enter opens a file (and folds a folder); its box and Space still select */
  onOpen?: (path: string) => void
  openPath?: string | null
  /** false: choosing the file's folder leaves it out; alone it can be chosen */
  withFolder?: (path: string) => boolean
  label: string
  className?: string
}

/** Files to choose from, as a tree with tri-state boxes. Arrows move and fold, Space or Enter selects (or opens). */
export function ModuleTree(props: ModuleTreeProps) {
  const { paths, selected, onSelectedChange, renderMeta, onOpen, openPath = null, withFolder } = props
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState<string | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const moved = useRef(false)
  const tree = useMemo(() => buildModuleTree(paths, withFolder), [paths, withFolder])
  const rows = useMemo(() => visibleTreeRows(tree, collapsed), [tree, collapsed])
  // One row is in the tab order: the current one, or the first when that is not in sight.
  const tabRow = rows.some((row) => row.node.path === current) ? current : (rows[0]?.node.path ?? null)

  useEffect(() => {
    if (!moved.current || current === null) return
    moved.current = false
    box.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(current)}"]`)?.focus()
  }, [current])

  const fold = (path: string, open: boolean) => {
    const next = new Set(collapsed)
    if (open) next.delete(path)
    else next.add(path)
    setCollapsed(next)
  }
  const select = (node: TreeNode) => onSelectedChange(toggleNode(node, selected))
  const act = (row: TreeRow) => {
    if (onOpen === undefined) select(row.node)
    else if (row.node.kind === 'leaf') onOpen(row.node.path)
    else fold(row.node.path, !row.expanded)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const index = rows.findIndex((row) => row.node.path === tabRow)
    const row = rows[index]
    if (row === undefined || event.metaKey || event.ctrlKey || event.altKey) return
    if (event.key === ' ') select(row.node)
    else if (event.key === 'Enter') act(row)
    else {
      const step = moveInTree(rows, index, event.key)
      if (step === null) return
      if (step.kind === 'fold') fold(step.path, step.open)
      else {
        moved.current = true
        setCurrent(step.path)
      }
    }
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={box}
      role="tree"
      aria-label={props.label}
      aria-multiselectable
      tabIndex={-1}
      className={cn('overflow-auto py-1', props.className)}
      onKeyDown={onKeyDown}
    >
      {rows.map((row) => (
        <Row
          key={row.node.path}
          row={row}
          state={checkState(row.node, selected)}
          inTabOrder={row.node.path === tabRow}
          onFold={() => fold(row.node.path, !row.expanded)}
          open={openPath === row.node.path}
          onSelect={() => {
            setCurrent(row.node.path)
            select(row.node)
          }}
          onAct={() => {
            setCurrent(row.node.path)
            act(row)
          }}
          meta={row.node.kind === 'leaf' ? renderMeta?.(row.node.path) : undefined}
        />
      ))}
    </div>
  )
}

type RowProps = {
  row: TreeRow
  state: 'all' | 'some' | 'none'
  inTabOrder: boolean
  open: boolean
  onFold: () => void
  onSelect: () => void
  onAct: () => void
  meta: ReactNode
}

const ARIA_CHECKED = { all: true, some: 'mixed', none: false } as const

function Row({ row, state, inTabOrder, open, onFold, onSelect, onAct, meta }: RowProps) {
  const { node } = row
  const Icon = node.kind === 'leaf' ? FileCode2 : row.expanded ? FolderOpen : Folder
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of its rows
    <div
      role="treeitem"
      data-path={node.path}
      tabIndex={inTabOrder ? 0 : -1}
      aria-level={row.level}
      aria-posinset={row.positionInSet}
      aria-setsize={row.setSize}
      aria-expanded={node.kind === 'folder' ? row.expanded : undefined}
      aria-checked={ARIA_CHECKED[state]}
      aria-current={open || undefined}
      onClick={onAct}
      style={{
        paddingLeft: 10 + (row.level - 1) * 18,
        contentVisibility: 'auto',
        containIntrinsicHeight: 28,
      }}
      className={cn(
        'flex min-h-7 cursor-pointer items-center gap-2 pr-3 select-none hover:bg-line-soft/60 focus-visible:outline-offset-[-2px]',
        open && 'bg-line-soft',
      )}
    >
      {node.kind === 'folder' ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard folds with the arrow keys of the tree
        // biome-ignore lint/a11y/useKeyWithClickEvents: as above
        <span
          className="-m-1 p-1 text-faint hover:text-ink"
          onClick={(event) => {
            event.stopPropagation()
            onFold()
          }}
        >
          <ChevronRight
            className={cn('size-3.5 transition-transform', row.expanded && 'rotate-90')}
            aria-hidden
          />
        </span>
      ) : (
        <span className="w-3.5" />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keyboard selects with Space, handled by the tree */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <span
        className="-m-1 p-1"
        onClick={(event) => {
          event.stopPropagation()
          onSelect()
        }}
      >
        <CheckMark state={state} />
      </span>
      <Icon className="size-3.5 shrink-0 text-faint" aria-hidden />
      <span className={cn('min-w-0 truncate text-sm', node.kind === 'leaf' ? 'font-mono' : 'font-medium')}>
        {node.name}
      </span>
      {node.kind === 'folder' ? (
        <span className="text-faint text-xs">{node.leafPaths.length}</span>
      ) : (
        <span className="ml-auto flex shrink-0 items-center gap-3 pl-3">{meta}</span>
      )}
    </div>
  )
}
