import type { TreeNode } from './build-module-tree'

/** One row of the drawn tree, with what assistive technology wants to know of its place. */
export interface TreeRow {
  node: TreeNode
  /** counts from 1 */
  level: number
  positionInSet: number
  setSize: number
  parentPath: string | null
  expanded: boolean
}

/** Flattens the tree to the rows that can be seen: what lies in a collapsed folder is left out. */
export function visibleTreeRows(nodes: readonly TreeNode[], collapsed: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = []
  const visit = (siblings: readonly TreeNode[], level: number, parentPath: string | null) => {
    siblings.forEach((node, index) => {
      const expanded = node.kind === 'folder' && !collapsed.has(node.path)
      rows.push({ node, level, positionInSet: index + 1, setSize: siblings.length, parentPath, expanded })
      if (node.kind === 'folder' && expanded) visit(node.children, level + 1, node.path)
    })
  }
  visit(nodes, 1, null)
  return rows
}
