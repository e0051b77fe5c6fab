import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import type { FixCheck } from '@/lib/domain/finding-row'
import { describeTrial } from '@/lib/domain/fix-words'
import type { TeamContext } from '@/lib/teams/team-context'
import { getFinding } from './get-finding'

/** The fix of a finding as a file for `git apply`. Throws `not-found` when there is no such finding, or no fix is offered. */
export async function getPatchFile(
  ctx: TeamContext,
  findingId: string,
): Promise<{ name: string; content: string }> {
  const { finding, patch, fixRefusal } = await getFinding(ctx, findingId)
  if (patch === null)
    throw new AssayError('not-found', fixRefusal ?? 'No checked fix is offered for this finding.')
  const module = finding.path.split('/').at(-1)?.replace(/\.py$/, '') ?? 'fix'
  return {
    name: `${module}-${finding.rule.replaceAll('/', '-')}.patch`,
    content: `${headOf(finding.fixCheck)}${patch}`,
  }
}

/** What git passes over before the first file. */
const headOf = (check: FixCheck | null) =>
  check === null ? '' : `Tried in a copy: ${describeTrial(check)}.\n\n`
