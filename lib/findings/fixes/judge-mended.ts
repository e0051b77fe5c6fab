import 'server-only'
import { checkTogether, type TogetherCheck } from '@/lib/analysis/patches/check-together'
import { AssayError } from '@/lib/domain/assay-error'
import { isFixOffered, type JudgedFinding } from '@/lib/domain/finding-row'
import { describeTrial } from '@/lib/domain/fix-words'
import { formatList } from '@/lib/format/format-list'
import { loadContext } from '@/lib/projects/load-context'

interface Verdict {
  verdict: 'verified' | 'unverified'
  verdictText: string
}

const unverified = (verdictText: string): Verdict => ({ verdict: 'unverified', verdictText })

/**
 * What is known of a module with these fixes. One fix was checked with its run; of several together each finding is looked
 * for again. The words say what was checked, and no more.
 */
export async function judgeMended({
  fixes,
  ...texts
}: {
  path: string
  source: string
  /** whose other modules are looked up where this one calls them */
  snapshotId: string
  mended: string
  fixes: { finding: JudgedFinding }[]
}): Promise<Verdict> {
  const findings = fixes.map(({ finding }) => finding)
  const [first, ...others] = findings
  if (first === undefined)
    return { verdict: 'verified', verdictText: 'As the run saw it: no fix is applied.' }
  if (others.length > 0) return judgeTogether(texts, findings)
  if (!isFixOffered(first)) return unverified('The fix did not pass the checks in a copy.')
  if (first.fixCheck === null) return unverified('The fix was not tried in a copy.')
  return { verdict: 'verified', verdictText: `Of the fix: ${describeTrial(first.fixCheck)}.` }
}

async function judgeTogether(
  { snapshotId, ...texts }: { path: string; source: string; snapshotId: string; mended: string },
  findings: JudgedFinding[],
): Promise<Verdict> {
  const what = `The ${findings.length} fixes together`
  let check: TogetherCheck
  try {
    check = await checkTogether({
      ...texts,
      detections: findings,
      context: await loadContext(snapshotId),
    })
  } catch (error) {
    if (!(error instanceof AssayError && error.code === 'unavailable')) throw error
    return unverified(`${what} were not checked: ${error.message}`)
  }
  const { parses, removed, addsNone } = check
  if (!parses) return unverified(`${what}: the module no longer parses.`)
  const left = findings.filter((_, index) => removed[index] !== true)
  if (left.length > 0)
    return unverified(
      `${what}: not seen to remove ${formatList(left.map(({ rule, range }) => `${rule} in line ${range.startLine}`))}.`,
    )
  if (!addsNone) return unverified(`${what}: another finding is shown with them.`)
  const all = findings.length === 2 ? 'both' : `all ${findings.length}`
  const isByText = findings.some(({ fixCheck }) => fixCheck?.isByText === true)
  const removes = isByText ? `change the code of ${all} findings` : `remove ${all} findings`
  const holds = `${what}: parse, ${removes}, add none`
  // Each alone kept the tests green, which says nothing about all of them.
  return findings.some(({ fixCheck }) => fixCheck?.tests === 'green')
    ? unverified(`${holds}; the tests, green with each fix alone, were not run with all of them.`)
    : { verdict: 'verified', verdictText: `${holds}; tests were not run.` }
}
