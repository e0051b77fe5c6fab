import type { TreeRow } from './visible-tree-rows'

/** What a key does in a tree: move to another row, or open or close a folder. */
export type TreeStep = { kind: 'move'; path: string } | { kind: 'fold'; path: string; open: boolean }

/** The step of a key as the ARIA tree pattern has it; null when the key means nothing here. */
export function moveInTree(rows: readonly TreeRow[], index: number, key: string): TreeStep | null {
  const row = rows[index]
  if (row === undefined) return null
  switch (key) {
    case 'ArrowDown':
      return moveTo(rows[index + 1])
    case 'ArrowUp':
      return moveTo(rows[index - 1])
    case 'Home':
      return moveTo(rows[0])
    case 'End':
      return moveTo(rows.at(-1))
    case 'ArrowRight':
      if (row.node.kind === 'leaf') return null
      return row.expanded ? moveTo(rows[index + 1]) : { kind: 'fold', path: row.node.path, open: true }
    case 'ArrowLeft':
      if (row.node.kind === 'folder' && row.expanded)
        return { kind: 'fold', path: row.node.path, open: false }
      return row.parentPath === null ? null : { kind: 'move', path: row.parentPath }
    default:
      return null
  }
}

function moveTo(row: TreeRow | undefined): TreeStep | null {
  return row === undefined ? null : { kind: 'move', path: row.node.path }
}
