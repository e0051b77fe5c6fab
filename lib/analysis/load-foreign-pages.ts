import 'server-only'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { foreignRule } from './foreign-rule'
import { loadRules } from './load-rules'
import type { Rule } from './parse-rule'

/** What the page of a rule explains, Markdown and Python. */
export type RulePage = Pick<Rule, 'why' | 'bad' | 'good' | 'fix'>

/** Where the pages of other tools' rules are, relative to where the server is started. */
const PAGES = 'lib/analysis/foreign-pages.md'
const SECTION = /^When: (.+)\nFix: (.+)\n(?:```python\n([\s\S]*?)```\n```python\n([\s\S]*?)```)?/m

let loaded: Promise<Map<string, RulePage>> | undefined

/** Pages of other tools' rules by code; `why` is what makes it happen. The file never changes while a process runs. */
export function loadForeignPages(): Promise<Map<string, RulePage>> {
  loaded ??= readFile(path.resolve(PAGES), 'utf8').then(parsePages)
  return loaded
}

/** The page of a rule: our own, that of ours which looks for the same, or what is written of another tool's; null: none. */
export async function pageOf(id: string): Promise<RulePage | null> {
  const [rules, pages] = await Promise.all([loadRules(), loadForeignPages()])
  const code = id.split('/')[1] ?? ''
  const foreign = foreignRule(id)
  return (
    rules.get(id) ?? (foreign === null ? null : (pages.get(code) ?? rules.get(foreign.ours ?? '') ?? null))
  )
}

function parsePages(text: string): Map<string, RulePage> {
  const sections = text.split(/^# (?=[A-Zr])/m).slice(1)
  return new Map(
    sections.flatMap((section) => {
      const [codes = ''] = section.split('\n', 1)
      const [, why, fix, bad, good] = SECTION.exec(section) ?? []
      if (why === undefined || fix === undefined) throw new Error(`foreign rule ${codes}: no When or Fix`)
      const page = { why, fix, bad: bad === undefined ? [] : [bad], good: good === undefined ? [] : [good] }
      return codes.split(' ').map((code) => [code, page] as const)
    }),
  )
}
