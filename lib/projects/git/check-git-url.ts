import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'

export interface GitUrl {
  /** as git is given it: https, no credentials, no query */
  href: string
  host: string
  port: number
  /** last part of the path without `.git`: the project's default name */
  name: string
}

const REF = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/

function refuse(field: 'url' | 'ref', text: string): AssayError {
  return new AssayError('invalid-input', text, { fields: { [field]: text } })
}

/** Parses a repository's URL: https alone, so neither options nor `ext::` nor local files can be meant by it. */
export function checkGitUrl(text: string): GitUrl {
  const trimmed = text.trim()
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null
  if (url === null || url.protocol !== 'https:' || !/^https:\/\//i.test(trimmed)) {
    throw refuse('url', 'Enter the https address of the repository, such as https://github.com/owner/name.')
  }
  if (url.username !== '' || url.password !== '') {
    throw refuse(
      'url',
      'Leave user name and password out of the address: it would be stored. Upload an archive of a private repository.',
    )
  }
  const segments = url.pathname.split('/').filter((segment) => segment !== '')
  const name = segments.at(-1)?.replace(/\.git$/i, '')
  if (url.search !== '' || url.hash !== '' || !name || /[\p{Cc}\s]/u.test(decodeURIComponent(name))) {
    throw refuse('url', 'This is not the address of a repository: leave out what follows its name.')
  }
  return {
    href: `https://${url.host}/${segments.join('/')}`,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 443 : Number(url.port),
    name: decodeURIComponent(name),
  }
}

/** A branch, tag or commit, or null for the default branch; refuses whatever git could take for something else. */
export function checkGitRef(text: string | null | undefined): string | null {
  const ref = text?.trim()
  if (!ref) return null
  if (
    !REF.test(ref) ||
    ref.includes('..') ||
    ref.includes('//') ||
    ref.endsWith('.lock') ||
    ref.endsWith('/')
  ) {
    throw refuse('ref', 'Enter the name of a branch or tag, or a commit.')
  }
  return ref
}
