import Link from 'next/link'
import { RelativeTime } from '@/components/ui/relative-time'
import type { ProjectRow } from '@/lib/domain/project-row'
import { formatPlural } from '@/lib/format/format-count'
import { POLICY_WORDS } from '../policy-words'
import { SOURCE_WORDS } from '../source-words'
import { SkippedFiles } from './skipped-files'

const SHORT_HASH = 8

/** One line: where the files come from, which state of them, how many, and where they may go. */
export function ProjectNote({ teamSlug, project }: { teamSlug: string; project: ProjectRow }) {
  const { snapshot, sourceLocation, sourceKind } = project
  return (
    <p className="flex flex-wrap items-center gap-x-1.5">
      <span className="break-all">{sourceLocation ?? SOURCE_WORDS[sourceKind].label}</span>
      {snapshot?.commit ? (
        <>
          <Dot />
          <code className="font-mono text-xs" title={snapshot.commit}>
            {snapshot.ref ? `${snapshot.ref} @ ` : ''}
            {snapshot.commit.slice(0, SHORT_HASH)}
          </code>
        </>
      ) : null}
      {snapshot === null ? null : (
        <>
          <Dot />
          <span>
            {formatPlural(snapshot.fileCount, 'file')}, {formatPlural(snapshot.moduleCount, 'module')}
          </span>
          {snapshot.skipped.length > 0 ? (
            <>
              <Dot />
              <SkippedFiles skipped={snapshot.skipped} name={project.slug} />
            </>
          ) : null}
          <Dot />
          <span>
            imported <RelativeTime time={snapshot.createdAt} />
          </span>
        </>
      )}
      <Dot />
      <span>{POLICY_WORDS[project.dataPolicy].label}</span>
      <Dot />
      <Link
        href={`/t/${teamSlug}/runs?project=${project.slug}`}
        className="inline-block py-0.5 underline underline-offset-4"
      >
        {formatPlural(project.runs, 'run')}
      </Link>
    </p>
  )
}

const Dot = () => <span aria-hidden>·</span>
