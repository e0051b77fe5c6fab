import type { TreeNode } from './build-module-tree'

export type CheckState = 'all' | 'some' | 'none'

/** The files a tree node stands for: itself, or everything below a folder. */
export function pathsOf(node: TreeNode): readonly string[] {
  return node.kind === 'folder' ? node.leafPaths : [node.path]
}

/** Whether all, some or none of the node's files are selected. */
export function checkState(node: TreeNode, selected: ReadonlySet<string>): CheckState {
  const paths = pathsOf(node)
  let count = 0
  for (const path of paths) if (selected.has(path)) count += 1
  if (count === 0) return 'none'
  return count === paths.length ? 'all' : 'some'
}

/** Selects all of the node's files, or, when all are selected, none of them. Returns a new set. */
export function toggleNode(node: TreeNode, selected: ReadonlySet<string>): Set<string> {
  const next = new Set(selected)
  const remove = checkState(node, selected) === 'all'
  for (const path of pathsOf(node)) {
    if (remove) next.delete(path)
    else next.add(path)
  }
  return next
}
