import { describe, expect, test } from 'vitest'
import { readPatch } from './read-patch'

const PATCH = `--- a/shop/cart.py
+++ b/shop/cart.py
@@ -10,4 +10,5 @@ def add(
 def add(item, items=[]):
-    items.append(item)
+    items = [] if items is None else items
+    items.append(item)
     return items
\\ No newline at end of file
`

describe('readPatch', () => {
  test('numbers both sides and leaves headers out', () => {
    expect(readPatch(PATCH)).toEqual([
      { kind: 'hunk', text: '@@ -10,4 +10,5 @@ def add(', oldLine: null, newLine: null },
      { kind: 'same', text: 'def add(item, items=[]):', oldLine: 10, newLine: 10 },
      { kind: 'removed', text: '    items.append(item)', oldLine: 11, newLine: null },
      { kind: 'added', text: '    items = [] if items is None else items', oldLine: null, newLine: 11 },
      { kind: 'added', text: '    items.append(item)', oldLine: null, newLine: 12 },
      { kind: 'same', text: '    return items', oldLine: 12, newLine: 13 },
    ])
  })

  test('a removed line that looks like a header is a removed line', () => {
    const [, line] = readPatch('@@ -1 +0,0 @@\n--- not a header')
    expect(line).toEqual({ kind: 'removed', text: '-- not a header', oldLine: 1, newLine: null })
  })

  test('of no diff there are no lines', () => {
    expect(readPatch('')).toEqual([])
  })
})
