'use client'

import { Download, GraduationCap } from 'lucide-react'
import { ReviewVerdictPill } from '@/components/findings/finding-pills'
import { severityCounts } from '@/components/findings/severity-counts'
import type { RunFinding } from '@/components/queries/use-run-findings'
import { saveFile } from '@/components/runs/save-file'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { Pill } from '@/components/ui/pill'
import { formatPlural } from '@/lib/format/format-count'
import { useRunPage } from './run-context'

/** What it comes to, how much was found, what earlier verdicts changed, and the report to take along. */
export function ReviewHeader({ findings }: { findings: readonly RunFinding[] }) {
  const { detail } = useRunPage()
  const review = detail.run.figures.review
  const news = findings.filter(({ hidden, news: what }) => hidden === null && what === 'new').length
  if (review === undefined) return null
  return (
    <div className="border-line-soft border-b px-3.5 py-2">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
        {review.verdict === null ? (
          <Pill>
            {detail.run.workflow === 'code-review'
              ? 'Not all looked at'
              : formatPlural(review.shown, 'likely bug')}
          </Pill>
        ) : (
          <ReviewVerdictPill value={review.verdict} />
        )}
        <p className="min-w-0 flex-1 basis-48">
          {review.shown === 0 ? 'Nothing is shown' : severityCounts(review.bySeverity)}
          {review.proven > 0 ? ` · ${review.proven} proven by a failing test` : ''}
          {news > 0 && news < findings.length ? ` · ${news} new` : ''}
        </p>
        <Reports />
      </div>
      {review.learned.length === 0 ? null : (
        <ul className="mt-1.5 grid gap-0.5 text-dim text-sm" aria-label="What it learned">
          {review.learned.map((words) => (
            <li key={words} className="flex items-start gap-2">
              <GraduationCap className="mt-0.5 size-4 shrink-0 text-faint" aria-hidden />
              {words}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const MIME: Readonly<Record<string, string>> = { json: 'application/json', markdown: 'text/markdown' }

/** The report for programs and for people, and the findings as code scanning reads them. */
function Reports() {
  const { team, detail } = useRunPage()
  const newest = detail.artifacts.filter(
    (one, index, all) => all.findIndex(({ path }) => path === one.path) === index,
  )
  const json = newest.find(({ language }) => language === 'json')
  return (
    <div className="flex items-center gap-1">
      {json === undefined ? null : <CopyButton text={json.content} label="Copy the report as JSON" />}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="sm">
            <Download aria-hidden /> Download
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {newest.map(({ id, path, content, language }) => (
            <DropdownMenuItem
              key={id}
              onSelect={() => saveFile(path, content, MIME[language] ?? 'text/plain')}
            >
              {path}
            </DropdownMenuItem>
          ))}
          <DropdownMenuItem asChild>
            <a
              href={`/api/t/${team}/findings/export?${new URLSearchParams({ run: detail.run.id, view: 'all', format: 'sarif' })}`}
              download
            >
              SARIF 2.1.0
            </a>
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  )
}
