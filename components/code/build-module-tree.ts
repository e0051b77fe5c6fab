/** A file of the tree. `path` is the module's path in its project. */
export interface TreeLeaf {
  kind: 'leaf'
  path: string
  name: string
}

/** A folder; `leafPaths` are the files below it, at any depth, that are chosen with it. */
export interface TreeFolder {
  kind: 'folder'
  path: string
  name: string
  children: TreeNode[]
  leafPaths: string[]
}

export type TreeNode = TreeFolder | TreeLeaf

/**
 * Turns file paths into a tree: folders first, both sorted by name.
 * A folder whose only child is a folder is joined with it ("src/billing"), as people read it.
 * `withFolder`: whether a file is chosen when its folder is; all are when it is not given.
 */
export function buildModuleTree(
  paths: readonly string[],
  withFolder: (path: string) => boolean = () => true,
): TreeNode[] {
  const root: TreeFolder = { kind: 'folder', path: '', name: '', children: [], leafPaths: [] }
  const folders = new Map<string, TreeFolder>([['', root]])
  for (const path of paths) {
    const cut = path.lastIndexOf('/')
    const parent = folderAt(folders, cut === -1 ? '' : path.slice(0, cut))
    parent.children.push({ kind: 'leaf', path, name: path.slice(cut + 1) })
  }
  return finish(root, withFolder).children
}

function folderAt(folders: Map<string, TreeFolder>, path: string): TreeFolder {
  const known = folders.get(path)
  if (known !== undefined) return known
  const cut = path.lastIndexOf('/')
  const parent = folderAt(folders, cut === -1 ? '' : path.slice(0, cut))
  const folder: TreeFolder = { kind: 'folder', path, name: path.slice(cut + 1), children: [], leafPaths: [] }
  parent.children.push(folder)
  folders.set(path, folder)
  return folder
}

/** Joins single folders, sorts, and gathers the files below. */
function finish(folder: TreeFolder, withFolder: (path: string) => boolean): TreeFolder {
  const children = folder.children.map((child) =>
    child.kind === 'folder' ? finish(child, withFolder) : child,
  )
  const only = children.length === 1 ? children[0] : undefined
  if (folder.path !== '' && only?.kind === 'folder') {
    return { ...only, name: `${folder.name}/${only.name}` }
  }
  children.sort(byKindThenName)
  const leafPaths = children.flatMap((child) =>
    child.kind === 'folder' ? child.leafPaths : withFolder(child.path) ? [child.path] : [],
  )
  return { ...folder, children, leafPaths }
}

function byKindThenName(one: TreeNode, other: TreeNode): number {
  if (one.kind !== other.kind) return one.kind === 'folder' ? -1 : 1
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0
}
