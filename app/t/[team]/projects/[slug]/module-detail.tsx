'use client'

import { FileX2, Play, X } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import type { ModuleRow } from '@/lib/domain/module'
import type { ProjectRow } from '@/lib/domain/project-row'
import { formatCount, formatPlural } from '@/lib/format/format-count'
import { launchHref } from './launch-href'
import { DocumentedShare } from './module-meta'
import { ModuleRuns } from './module-runs'
import { ModuleSource } from './module-source'
import { ModuleSymbols } from './module-symbols'

type ModuleDetailProps = { teamSlug: string; project: ProjectRow; module: ModuleRow; onClose: () => void }

/** One module: its source, its functions, its runs. */
export function ModuleDetail({ teamSlug, project, module, onClose }: ModuleDetailProps) {
  const [tab, setTab] = useState('source')
  const [line, setLine] = useState<number | null>(module.syntaxError?.line ?? null)
  const address = {
    team: teamSlug,
    project: project.slug,
    snapshotId: project.snapshot?.id ?? '',
    path: module.path,
  }
  const goTo = (to: number) => {
    setLine(to)
    setTab('source')
  }
  const symbols = module.functions + module.classes
  return (
    <Panel aria-label={module.path} className="sticky top-3">
      <div className="grid gap-1 px-3.5 pt-2 pb-1.5">
        <div className="flex items-center gap-1.5">
          <h2 className="min-w-0 flex-1 truncate font-mono font-semibold text-sm" title={module.path}>
            {module.path}
          </h2>
          {module.syntaxError === null && project.archivedAt === null ? (
            <Button asChild size="sm">
              <Link href={launchHref(teamSlug, project.slug, [module.path])}>
                <Play aria-hidden /> Run
              </Link>
            </Button>
          ) : null}
          <Button variant="ghost" size="icon-sm" aria-label="Close the module" onClick={onClose}>
            <X aria-hidden />
          </Button>
        </div>
        <p className="text-dim text-sm">
          {formatPlural(module.lines, 'line')}, {formatCount(module.codeLines)} of code ·{' '}
          {formatPlural(module.branches, 'branch', 'branches')} · docstrings{' '}
          <DocumentedShare module={module} />
        </p>
        {module.syntaxError === null ? null : (
          <p className="mt-1 flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-bad">
            <FileX2 className="mt-0.5 size-4 shrink-0" aria-hidden />
            Line {module.syntaxError.line}: {module.syntaxError.message}. Fix it in the source and refresh the
            project; the other modules are not affected.
          </p>
        )}
      </div>
      <Tabs value={tab} onValueChange={setTab}>
        <TabsList aria-label="About this module">
          <TabsTrigger value="source">Source</TabsTrigger>
          <TabsTrigger value="symbols">
            Functions <span className="text-dim text-xs">{formatCount(symbols)}</span>
          </TabsTrigger>
          <TabsTrigger value="runs">Runs</TabsTrigger>
        </TabsList>
        <div className="h-[calc(100dvh-19rem)] min-h-64 overflow-y-auto">
          <TabsContent value="source" className="h-full">
            <ModuleSource address={address} line={line} />
          </TabsContent>
          <TabsContent value="symbols">
            <ModuleSymbols address={address} onLine={goTo} />
          </TabsContent>
          <TabsContent value="runs">
            <ModuleRuns teamSlug={teamSlug} projectSlug={project.slug} path={module.path} />
          </TabsContent>
        </div>
      </Tabs>
    </Panel>
  )
}
