import 'server-only'
import { z } from 'zod'
import { loadRules } from '@/lib/analysis/load-rules'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { FindingFilter, FindingSort } from '@/lib/domain/finding-query'
import type { FindingRow } from '@/lib/domain/finding-row'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { findingsToCsv } from './exports/findings-to-csv'
import { toMarkdown } from './exports/to-markdown'
import { type SarifProject, toSarif } from './exports/to-sarif'
import { withoutForeignFixes } from './fixes/without-foreign-fixes'
import { findPage } from './list-findings'

export const ExportRequest = FindingFilter.extend({
  format: z.enum(['sarif', 'csv', 'markdown']),
  sort: FindingSort.default('severity'),
})
type ExportChoice = z.input<typeof ExportRequest>
/** What a caller asks for: a format, and filters where it wants any. */
export type ExportRequest = Partial<ExportChoice> & Pick<ExportChoice, 'format'>

const MOST_FINDINGS = 5000
const PAGE = 200

/**
 * The findings that match, as a file: SARIF 2.1.0 (with `view: all` what is suppressed is there, too, and marked), CSV, or
 * Markdown for a pull request. Throws `too-large` above 5,000: nothing is left out silently.
 */
export async function exportFindings(
  ctx: TeamContext,
  input: ExportRequest,
): Promise<{ name: string; contentType: string; content: string }> {
  assertCan(ctx, 'view')
  const { format, ...filter } = parseInput(ExportRequest, input)
  const found: FindingRow[] = []
  let cursor: string | undefined
  do {
    const page = await findPage(ctx, { ...filter, cursor, limit: PAGE })
    found.push(...page.rows)
    cursor = page.nextCursor ?? undefined
    if (found.length > MOST_FINDINGS)
      throw new AssayError(
        'too-large',
        `More than ${MOST_FINDINGS} findings match. Narrow the filters, then export again.`,
      )
  } while (cursor !== undefined)
  const findings = await withoutForeignFixes(ctx.teamId, found)
  const slugs = [...new Set(findings.map(({ projectSlug }) => projectSlug))].sort()
  const name = `findings-${slugs.length === 1 ? slugs[0] : ctx.teamSlug}`
  if (format === 'csv')
    return { name: `${name}.csv`, contentType: 'text/csv', content: findingsToCsv(findings) }
  if (format === 'markdown')
    return { name: `${name}.md`, contentType: 'text/markdown', content: toMarkdown(findings) }
  const sarif = toSarif(findings, {
    projects: await describeProjects(ctx.teamId, findings),
    rules: await loadRules(),
  })
  return {
    name: `${name}.sarif`,
    contentType: 'application/sarif+json',
    content: `${JSON.stringify(sarif, null, 2)}\n`,
  }
}

/** Repository and commit of the projects; credentials in a URL never leave. */
async function describeProjects(teamId: string, findings: FindingRow[]): Promise<SarifProject[]> {
  const ids = [...new Set(findings.map(({ projectId }) => projectId))]
  const projects = await db().project.findMany({
    where: { id: { in: ids }, teamId },
    orderBy: { slug: 'asc' },
  })
  const snapshots = await db().snapshot.findMany({
    where: { id: { in: findings.map(({ snapshotId }) => snapshotId) }, teamId },
    orderBy: { createdAt: 'asc' },
  })
  const commits = new Map(snapshots.map(({ projectId, commit }) => [projectId, commit]))
  return projects.map(({ id, slug, sourceKind, sourceLocation }) => ({
    slug,
    repository: sourceKind === 'git' ? withoutCredentials(sourceLocation ?? '') : null,
    commit: commits.get(id) ?? null,
  }))
}

function withoutCredentials(location: string): string | null {
  if (!URL.canParse(location)) return null
  const url = new URL(location)
  url.username = ''
  url.password = ''
  return url.protocol === 'https:' ? url.href : null
}
