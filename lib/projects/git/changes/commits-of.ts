import 'server-only'
import type { CommitRow } from '@/lib/domain/git-refs'
import { type GitStore, gitText } from './git-store'

const FIELDS = '%H%x1f%an%x1f%aI%x1f%s'

/** The newest commits that lead to one, newest first. */
export async function commitsOf(store: GitStore, commit: string, limit: number): Promise<CommitRow[]> {
  const text = await gitText(store, ['log', '-z', `-n${limit}`, `--format=${FIELDS}`, commit, '--'])
  return text.split('\0').flatMap((row) => {
    const [hash, author, at, subject] = row.split('\x1f')
    return hash && at
      ? [{ commit: hash, author: author ?? '', at, subject: (subject ?? '').slice(0, 200) }]
      : []
  })
}

/** Where two commits parted; null: nowhere. Of several places the first that git names. */
export async function mergeBaseOf(store: GitStore, one: string, other: string): Promise<string | null> {
  const { exitCode, stdout } = await store.git(['merge-base', one, other])
  const found = stdout.toString('latin1').trim()
  return exitCode === 0 && found !== '' ? found : null
}
