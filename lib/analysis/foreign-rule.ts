import 'server-only'
import type { FindingCategory, FindingSeverity, FindingTool } from '@/lib/domain/finding'
import { PYRIGHT_RULES } from './pyright/pyright-rules'
import { RUFF_RULES } from './ruff/ruff-rules'

/** A rule of another tool, as it counts here. */
export interface ForeignRule {
  tool: FindingTool
  title: string
  category: FindingCategory
  severity: FindingSeverity
  confidence: number
  cwe: number | null
  /** rule of ours that looks for the same, more exactly */
  ours: string | null
  /** where its makers explain it */
  url: string
}

/** What `ruff/<code>` or `pyright/<rule>` is, or null for any other id. */
export function foreignRule(id: string): ForeignRule | null {
  const [tool, code = ''] = id.split('/')
  const ruff = tool === 'ruff' ? RUFF_RULES.get(code) : undefined
  if (ruff !== undefined)
    return { ...ruff, tool: 'ruff', url: `https://docs.astral.sh/ruff/rules/?q=${code}` }
  const pyright = tool === 'pyright' ? PYRIGHT_RULES.get(code) : undefined
  if (pyright === undefined) return null
  return {
    ...pyright,
    tool: 'pyright',
    url: `https://microsoft.github.io/pyright/#/configuration?id=${code.toLowerCase()}`,
  }
}
