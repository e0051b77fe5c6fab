'use client'

import { cn } from '@/components/ui/cn'
import { Panel } from '@/components/ui/panel'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import type { ProjectRow } from '@/lib/domain/project-row'
import { formatCount } from '@/lib/format/format-count'
import { ChangesPicker } from './changes-picker'
import { ModulePicker } from './module-picker'
import type { LaunchDraft } from './use-launch-draft'
import { WaitingProjects } from './waiting-projects'

type WhatPanelProps = {
  team: string
  projects: readonly ProjectRow[]
  /** those whose files have not come: named, not offered */
  waiting: readonly ProjectRow[]
  draft: LaunchDraft
  /** false: no workflow of this version takes changes */
  offersChanges: boolean
  className?: string
}

/** First question: which modules, or which changes, of which project. */
export function WhatPanel({ team, projects, waiting, draft, offersChanges, className }: WhatPanelProps) {
  const { targets, selected, changes, project } = draft
  return (
    <Panel
      title="What"
      note={changes.isOnChanges ? undefined : `${selected.size} of ${formatCount(targets.length)} chosen`}
      className={cn('@container', className)}
      actions={
        <>
          {offersChanges ? (
            <Segmented
              label="What to run on"
              value={changes.isOnChanges ? 'changes' : 'modules'}
              options={[
                { value: 'modules', label: 'Modules' },
                { value: 'changes', label: 'Changes' },
              ]}
              onValueChange={(next) => (next === 'changes' ? changes.showChanges() : changes.showModules())}
            />
          ) : null}
          <Select
            aria-label="Project"
            className="h-7 w-48 max-sm:w-28"
            value={draft.slug ?? undefined}
            options={projects.map(({ slug, name }) => ({ value: slug, label: name }))}
            onValueChange={draft.chooseProject}
          />
        </>
      }
    >
      {waiting.length === 0 ? null : (
        <div className="border-line-soft border-b px-3.5 py-2 text-dim text-xs">
          <WaitingProjects team={team} projects={waiting} />
        </div>
      )}
      {changes.isOnChanges && project !== undefined ? (
        <ChangesPicker key={project.slug} team={team} project={project} draft={changes} />
      ) : (
        <ModulePicker team={team} draft={draft} />
      )}
    </Panel>
  )
}
