import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { INTAKE_LIMITS } from '../collect/limits'
import type { GitResult } from './run-git'

/** what the shell ends with when there is no such program */
const COMMAND_NOT_FOUND = 127

const KNOWN: { pattern: RegExp; field: 'url' | 'ref'; text: string }[] = [
  {
    pattern: /couldn't find remote ref|not our ref|no such ref/i,
    field: 'ref',
    text: 'The repository has no such branch, tag or commit.',
  },
  {
    pattern: /not found|authentication failed|could not read username|403|401|returned error: 404/i,
    field: 'url',
    text: 'There is no such repository, or it is private. Upload an archive of a private repository.',
  },
  {
    pattern: /redirect|returned error: 30\d/i,
    field: 'url',
    text: 'The repository has moved. Enter its new address.',
  },
  {
    pattern: /could not resolve|failed to connect|timed out|connection refused|connection reset/i,
    field: 'url',
    text: 'The host did not answer. Check the address, and whether this server has internet access.',
  },
  {
    pattern: /file size limit|write error|file too large|cannot pwrite|fetch-pack: invalid index-pack/i,
    field: 'url',
    text: 'The repository is too large to be fetched. Upload an archive of its source files.',
  },
]

/** What went wrong in a fetch, in words for the person; the command's own words go to the log. */
export function describeGitFailure({ exitCode, stderr, timedOut }: GitResult): AssayError {
  const detail = stderr.slice(-2000)
  if (exitCode === COMMAND_NOT_FOUND) {
    return new AssayError('unavailable', 'git is not installed on this server. Upload an archive instead.', {
      detail,
    })
  }
  if (timedOut) {
    const text = `The repository did not come within ${INTAKE_LIMITS.gitSeconds} s. Try again, or upload an archive of the part you need.`
    return new AssayError('unavailable', text, { detail, fields: { url: text } })
  }
  const known = KNOWN.find(({ pattern }) => pattern.test(stderr))
  const text =
    known?.text ?? 'The repository could not be fetched. Check its address, or upload an archive of it.'
  return new AssayError('invalid-input', text, { detail, fields: { [known?.field ?? 'url']: text } })
}
