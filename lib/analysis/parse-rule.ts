import 'server-only'
import { parse } from 'yaml'
import { z } from 'zod'
import { FindingCategory, FindingSeverity } from '@/lib/domain/finding'

const FrontMatter = z.strictObject({
  title: z.string().min(1),
  category: FindingCategory,
  severity: FindingSeverity,
  /** number of the weakness in the CWE list; null where none fits */
  cwe: z.number().int().positive().nullable(),
  /** how likely a finding of it would be accepted before anybody's verdicts, 0 to 1 */
  confidence: z.number().min(0).max(1),
})

/** A rule of ours: what its findings are, and the page that explains them. */
export interface Rule extends z.infer<typeof FrontMatter> {
  id: string
  /** why it matters, Markdown */
  why: string
  /** code in which the rule finds something */
  bad: string[]
  /** code in which it finds nothing */
  good: string[]
  /** how to mend it, Markdown */
  fix: string
}

const FILE = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/
const CODE = /```python\n([\s\S]*?)```/g

/** Reads a rule's file: front matter, why, "## Bad", "## Good", "## Fix". Throws with what is wrong. */
export function parseRule(id: string, text: string): Rule {
  const [, head, body] = FILE.exec(text.replaceAll('\r\n', '\n')) ?? []
  if (head === undefined || body === undefined) throw new Error(`rule ${id}: no front matter`)
  const meta = FrontMatter.parse(parse(head))
  const [why = '', ...sections] = body.split(/^## /m)
  const section = (name: string) => {
    const found = sections.find((part) => part.startsWith(`${name}\n`))
    if (found === undefined) throw new Error(`rule ${id}: "## ${name}" is missing`)
    return found.slice(name.length).trim()
  }
  const codeOf = (name: string) => {
    const blocks = [...section(name).matchAll(CODE)].map(([, code = '']) => code)
    if (blocks.length === 0) throw new Error(`rule ${id}: "## ${name}" has no Python example`)
    return blocks
  }
  return { id, ...meta, why: why.trim(), bad: codeOf('Bad'), good: codeOf('Good'), fix: section('Fix') }
}
