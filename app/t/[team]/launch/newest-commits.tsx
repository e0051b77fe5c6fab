import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import type { CommitRow } from '@/lib/domain/git-refs'

type NewestCommitsProps = {
  commits: readonly CommitRow[]
  /** the commit that is compared with */
  chosen: string
  onChoose: (commit: string) => void
}

/** The newest commits of the default branch; one click compares with one of them. */
export function NewestCommits({ commits, chosen, onChoose }: NewestCommitsProps) {
  if (commits.length === 0) return null
  return (
    <div>
      <h3 className="pb-1 font-medium text-sm">Newest commits</h3>
      <ul className="max-h-56 divide-y divide-line-soft overflow-auto rounded-md border">
        {commits.map(({ commit, subject, author, at }) => (
          <li key={commit} className="flex items-center gap-2 py-1 pr-1 pl-2.5 text-sm">
            <span className="font-mono text-dim text-xs">{commit.slice(0, 8)}</span>
            <span className="min-w-0 flex-1 truncate" title={subject}>
              {subject}
            </span>
            <span className="shrink-0 text-dim text-xs max-sm:hidden">
              {author}, <RelativeTime time={at} />
            </span>
            <Button
              variant={commit === chosen ? 'secondary' : 'ghost'}
              size="sm"
              aria-pressed={commit === chosen}
              onClick={() => onChoose(commit)}
            >
              Since this
              <span className="sr-only">
                : {commit.slice(0, 8)} {subject}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
