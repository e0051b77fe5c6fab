import { FileCode2, FolderGit2, ListChecks, Rocket, ScanSearch, Search } from 'lucide-react'
import { SeverityPill } from '@/components/findings/severity-pill'
import { targetText } from '@/components/runs/target-text'
import { RelativeTime } from '@/components/ui/relative-time'
import { RunPill } from '@/components/ui/status-pill'
import type { SearchResult } from '@/lib/domain/search'
import { WORKFLOW_TITLE } from '@/lib/domain/workflow-title'
import { formatPlural } from '@/lib/format/format-count'
import { holdsWords } from './fits-words'
import type { PaletteEntry, PaletteGroup } from './palette-entry'

const quiet = 'shrink-0 text-dim text-xs'

/** What the search found, a few of each kind; without a text: what was done last. */
export function paletteFound(team: string, found: SearchResult, text: string): PaletteGroup[] {
  const latest = text === ''
  const home = `/t/${team}`
  const projects = found.projects.map(({ slug, name }) => ({
    id: `project ${slug}`,
    icon: FolderGit2,
    label: name,
    act: { href: `${home}/projects/${slug}` },
  }))
  const modules = found.modules.map(({ projectSlug, projectName, path, name }) => ({
    id: `module ${projectSlug} ${path}`,
    icon: FileCode2,
    label: path,
    isCode: true,
    keywords: `${name} ${projectName}`,
    aside: <span className={quiet}>{projectName}</span>,
    act: { href: `${home}/projects/${projectSlug}?path=${encodeURIComponent(path)}` },
  }))
  const findings = found.findings.map(
    ({ id, message, rule, title, severity, path, startLine, projectName }) => ({
      id: `finding ${id}`,
      icon: ScanSearch,
      label: message,
      keywords: `${title} ${rule} ${path} ${projectName}`,
      aside: (
        <span className="flex shrink-0 items-center gap-2">
          <span className={`${quiet} font-mono max-sm:hidden`}>
            {path.split('/').at(-1)}:{startLine}
          </span>
          <SeverityPill value={severity} />
        </span>
      ),
      act: { href: `${home}/findings?finding=${id}` },
    }),
  )
  const runs = found.runs.map((run) => ({
    id: `run ${run.id}`,
    icon: ListChecks,
    label: targetText(run),
    isCode: true,
    keywords: run.projectName,
    aside: (
      <span className="flex shrink-0 items-center gap-2">
        <RelativeTime time={run.createdAt} className={`${quiet} max-sm:hidden`} />
        <RunPill status={run.status} verdict={run.verdict} />
      </span>
    ),
    act: { href: `${home}/runs/${run.id}` },
  }))
  const launches = found.launches.map((launch) => ({
    id: `launch ${launch.id}`,
    icon: Rocket,
    label: `${WORKFLOW_TITLE[launch.workflow]} of ${launch.isOnChanges ? 'changes' : formatPlural(launch.targetCount, 'module')}`,
    keywords: launch.projectName,
    aside: (
      <span className={quiet}>
        {launch.projectName}, <RelativeTime time={launch.createdAt} />
      </span>
    ),
    act: { href: `${home}/launches/${launch.id}` },
  }))
  return [
    { heading: 'Projects', entries: projects },
    { heading: 'Modules', entries: modules },
    { heading: 'Findings', entries: findings },
    { heading: latest ? 'Latest runs' : 'Runs', entries: runs },
    { heading: latest ? 'Latest launches' : 'Launches', entries: launches },
  ]
}

/** Of what an earlier text found, what still fits: a press of Enter must not open what is on its way out. */
export function stillFitting(groups: PaletteGroup[], typed: readonly string[]): PaletteGroup[] {
  return groups.map(({ heading, entries }) => ({
    heading,
    entries: entries.filter(({ label, keywords = '' }) => holdsWords(`${label} ${keywords}`, typed)),
  }))
}

/** The way on to the list of runs, which searches all of them. */
export function searchRunsEntry(team: string, text: string): PaletteEntry {
  return {
    id: 'search all runs',
    icon: Search,
    label: `All runs with “${text}”`,
    act: { href: `/t/${team}/runs?q=${encodeURIComponent(text)}` },
  }
}
