import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const SHELL = ['app/layout.tsx', 'app/error.tsx', 'app/t/[team]/layout.tsx', 'app/t/[team]/error.tsx']
const PAGES = [
  'app/t/[team]/page.tsx',
  'app/t/[team]/dashboards/cost/page.tsx',
  'app/t/[team]/dashboards/quality/page.tsx',
  'app/t/[team]/dashboards/reliability/page.tsx',
  'app/t/[team]/dashboards/cache/page.tsx',
  'app/t/[team]/alerts/page.tsx',
  'app/t/[team]/budgets/page.tsx',
]
/** What comes with no page, but when it is needed. */
const HEAVY = /^(zod|sonner|recharts|cmdk|shiki)$/
const IMPORT = /^(?:import|export)\s+(?!type\s)([\s\S]*?)\s*from\s+['"]([^'"]+)['"]/gm

/** The modules whose values a file's text takes, as written; what is loaded by `import()` is not among them. */
function valuesFrom(text: string): string[] {
  return [...text.matchAll(IMPORT)].flatMap(([, names = '', target = '']) => {
    const inner = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1]
    const isTypesOnly = inner?.split(',').every((name) => /^\s*(type\s|$)/.test(name)) ?? false
    return isTypesOnly ? [] : [target]
  })
}

function fileOf(from: string, target: string): string | null {
  const base = target.startsWith('@/') ? target.slice(2) : path.posix.join(path.posix.dirname(from), target)
  return ['.ts', '.tsx'].map((ending) => `${base}${ending}`).find((file) => existsSync(file)) ?? null
}

/** Heavy packages that are with a page from the beginning, each with the way that leads to it. */
function heavyOf(entries: readonly string[]): string[] {
  const found: string[] = []
  const seen = new Set<string>()
  const walk = (file: string, way: readonly string[], inBrowser: boolean): void => {
    const text = readFileSync(file, 'utf8')
    if (/^\s*['"]use server['"]/.test(text)) return
    const isClient = inBrowser || /^\s*['"]use client['"]/.test(text)
    if (seen.has(`${isClient} ${file}`)) return
    seen.add(`${isClient} ${file}`)
    for (const target of valuesFrom(text)) {
      if (isClient && HEAVY.test(target)) found.push([...way, file, target].join(' > '))
      const next = /^(@\/|\.)/.test(target) ? fileOf(file, target) : null
      if (next !== null) walk(next, [...way, file], isClient)
    }
  }
  for (const entry of entries) walk(entry, [], false)
  return found
}

it.each(PAGES)('%s begins without schemas, charts, toasts and the palette', (page) => {
  expect(heavyOf([...SHELL, page])).toEqual([])
})

it('knows what is heavy when it comes', () => {
  expect(heavyOf(['components/queries/answers.ts']), 'on the server it may').toEqual([])
  expect(heavyOf(['components/ui/toaster.tsx'])).toEqual(['components/ui/toaster.tsx > sonner'])
})
