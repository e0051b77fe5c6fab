import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildModuleTree, type TreeFolder, type TreeNode } from './build-module-tree'
import { moveInTree } from './move-in-tree'
import { checkState, pathsOf, toggleNode } from './tree-selection'
import { visibleTreeRows } from './visible-tree-rows'

const paths = ['setup.py', 'src/billing/tax.py', 'src/billing/invoice.py', 'src/billing/io/csv.py']

function folder(nodes: readonly TreeNode[], path: string): TreeFolder {
  for (const node of nodes) {
    if (node.kind === 'leaf') continue
    if (node.path === path) return node
    if (path.startsWith(`${node.path}/`)) return folder(node.children, path)
  }
  throw new Error(`no folder ${path}`)
}

describe('buildModuleTree', () => {
  it('puts folders first, sorts by name and joins a folder with its only folder', () => {
    const tree = buildModuleTree(paths)
    expect(tree.map((node) => node.name)).toEqual(['src/billing', 'setup.py'])
    expect(folder(tree, 'src/billing').children.map((node) => node.name)).toEqual([
      'io',
      'invoice.py',
      'tax.py',
    ])
  })

  it('counts only the files that are chosen with their folder; the others stay in the tree', () => {
    const billing = folder(
      buildModuleTree(paths, (path) => !path.endsWith('csv.py')),
      'src/billing',
    )
    expect(billing.leafPaths).toEqual(['src/billing/invoice.py', 'src/billing/tax.py'])
    const csv = folder([billing], 'src/billing/io').children[0]
    expect(csv?.path).toBe('src/billing/io/csv.py')
    expect([...toggleNode(billing, new Set(['src/billing/io/csv.py']))].sort()).toEqual(paths.slice(1).sort())
  })

  it('keeps a folder whose only child is a file', () => {
    expect(buildModuleTree(['a/b/c.py'])).toEqual([
      {
        kind: 'folder',
        path: 'a/b',
        name: 'a/b',
        leafPaths: ['a/b/c.py'],
        children: [{ kind: 'leaf', path: 'a/b/c.py', name: 'c.py' }],
      },
    ])
  })

  it('holds every path exactly once, whatever the paths', () => {
    const segment = fc.constantFrom('a', 'b', 'c', 'd')
    const path = fc
      .array(segment, { minLength: 1, maxLength: 5 })
      .map((segments) => `${segments.join('/')}/m.py`)
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 40 }), (list) => {
        const found = buildModuleTree(list).flatMap((node) => [...pathsOf(node)])
        expect(found.sort()).toEqual([...list].sort())
      }),
    )
  })
})

describe('tri-state selection', () => {
  const tree = buildModuleTree(paths)
  const billing = folder(tree, 'src/billing')

  it('reads none, some and all', () => {
    expect(checkState(billing, new Set())).toBe('none')
    expect(checkState(billing, new Set(['src/billing/tax.py', 'setup.py']))).toBe('some')
    expect(checkState(billing, new Set(paths))).toBe('all')
  })

  it('fills a partly selected folder, then empties it, and leaves others alone', () => {
    const filled = toggleNode(billing, new Set(['src/billing/tax.py', 'setup.py']))
    expect([...filled].sort()).toEqual([...paths].sort())
    expect([...toggleNode(billing, filled)]).toEqual(['setup.py'])
  })
})

describe('visibleTreeRows', () => {
  const tree = buildModuleTree(paths)

  it('lists rows with level and place among siblings', () => {
    const rows = visibleTreeRows(tree, new Set())
    expect(rows.map((row) => [row.node.path, row.level, row.positionInSet, row.setSize])).toEqual([
      ['src/billing', 1, 1, 2],
      ['src/billing/io', 2, 1, 3],
      ['src/billing/io/csv.py', 3, 1, 1],
      ['src/billing/invoice.py', 2, 2, 3],
      ['src/billing/tax.py', 2, 3, 3],
      ['setup.py', 1, 2, 2],
    ])
  })

  it('leaves out what lies in a collapsed folder', () => {
    const rows = visibleTreeRows(tree, new Set(['src/billing']))
    expect(rows.map((row) => row.node.path)).toEqual(['src/billing', 'setup.py'])
    expect(rows[0]?.expanded).toBe(false)
  })
})

describe('moveInTree', () => {
  const tree = buildModuleTree(paths)
  const rows = visibleTreeRows(tree, new Set())
  const at = (path: string) => rows.findIndex((row) => row.node.path === path)

  it('moves by arrows, Home and End, and stops at the ends', () => {
    expect(moveInTree(rows, 0, 'ArrowDown')).toEqual({ kind: 'move', path: 'src/billing/io' })
    expect(moveInTree(rows, 0, 'ArrowUp')).toBeNull()
    expect(moveInTree(rows, 0, 'End')).toEqual({ kind: 'move', path: 'setup.py' })
    expect(moveInTree(rows, rows.length - 1, 'Home')).toEqual({ kind: 'move', path: 'src/billing' })
  })

  it('closes an open folder first, then goes to the parent', () => {
    const folderRow = at('src/billing/io')
    expect(moveInTree(rows, folderRow, 'ArrowLeft')).toEqual({
      kind: 'fold',
      path: 'src/billing/io',
      open: false,
    })
    expect(moveInTree(rows, at('src/billing/tax.py'), 'ArrowLeft')).toEqual({
      kind: 'move',
      path: 'src/billing',
    })
    expect(moveInTree(rows, at('setup.py'), 'ArrowLeft')).toBeNull()
  })

  it('opens a closed folder, then goes into it', () => {
    const closed = visibleTreeRows(tree, new Set(['src/billing']))
    expect(moveInTree(closed, 0, 'ArrowRight')).toEqual({ kind: 'fold', path: 'src/billing', open: true })
    expect(moveInTree(rows, 0, 'ArrowRight')).toEqual({ kind: 'move', path: 'src/billing/io' })
  })
})
