'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useKeys } from '@/components/layout/use-keys'
import { useProjects } from '@/components/queries/use-projects'
import { useToastAction } from '@/components/runs/use-toast-action'
import { PageHeader } from '@/components/ui/page-header'
import type { BreakerRow } from '@/lib/domain/breaker'
import { takesChanges } from '@/lib/domain/launch'
import type { ModuleRow } from '@/lib/domain/module'
import type { ProjectRow } from '@/lib/domain/project-row'
import type { ProviderKind } from '@/lib/domain/provider-settings'
import type { WorkflowName } from '@/lib/domain/words'
import { formatPlural } from '@/lib/format/format-count'
import { launchAction } from './actions'
import { EstimatePanel, type LaunchTargetText } from './estimate-panel'
import { CHOSEN_AT_FIRST } from './filter-modules'
import { HowPanel } from './how-panel'
import { splitProjects } from './split-projects'
import { type LaunchDraft, useLaunchDraft } from './use-launch-draft'
import { WhatPanel } from './what-panel'
import { WorkflowPanel } from './workflow-panel'

const FIRST_CHOICE = `Modules that were never run are chosen to begin with when they are ${CHOSEN_AT_FIRST} or fewer; tests, empty modules and modules that Python cannot read are not.`

const ON_CHANGES =
  'All changes together become one run, on the files as they are before and after. What it finds stands on changed lines.'

type LaunchFormProps = {
  team: string
  projects: ProjectRow[]
  initialProject: string
  initialModules: ModuleRow[]
  workflows: readonly WorkflowName[]
  teamUsesModels: boolean
  hasProvider: boolean
  /** models that are left alone right now */
  breakers: readonly BreakerRow[]
  firstProvider: { name: string; kind: ProviderKind } | null
}

/** What, which workflow, how: three questions on one page, and what the answers would cost. */
export function LaunchForm(props: LaunchFormProps) {
  const { teamUsesModels, hasProvider, firstProvider, breakers, ...start } = props
  const { team, workflows } = start
  const { data: projects = start.projects } = useProjects(team, 'in-use', start.projects)
  const { ready, waiting } = splitProjects(projects)
  const modelHindrance = hindranceOf(teamUsesModels, hasProvider)
  const noBatchAt = firstProvider?.kind === 'anthropic' ? null : (firstProvider?.name ?? '')
  const draft = useLaunchDraft({ ...start, projects: ready })
  const router = useRouter()
  const { run: launch, pending } = useToastAction(launchAction)
  const [leaving, setLeaving] = useState(false)
  const busy = pending || leaving

  const submit = async () => {
    if (draft.request === null || busy) return
    const result = await launch({ team, ...draft.request, idempotencyKey: draft.idempotencyKey })
    if (!result.ok) return
    setLeaving(true)
    router.push(`/t/${team}/launches/${result.data.launchId}`)
  }
  useKeys({ key: 'mod+Enter', label: 'Run', whileTyping: true, run: () => void submit() })

  return (
    <>
      <PageHeader
        title="Launch"
        note={
          draft.changes.isOnChanges
            ? ON_CHANGES
            : `Each module becomes a run; its output is executed before you see it. ${FIRST_CHOICE}`
        }
      />
      <div className="grid grid-cols-1 items-start gap-3 lg:grid-cols-[minmax(0,1fr)_320px] xl:grid-cols-[minmax(0,1fr)_270px_320px]">
        <WhatPanel
          team={team}
          projects={ready}
          waiting={waiting}
          draft={draft}
          offersChanges={workflows.some(takesChanges)}
          className="lg:row-span-2 xl:row-span-1"
        />
        <WorkflowPanel
          available={workflows}
          onChanges={draft.changes.isOnChanges}
          value={draft.workflow}
          onChange={draft.setWorkflow}
        />
        {/* On small screens its parts are the page's, so that the estimate can stick to the bottom of all of it. */}
        <div className="max-lg:contents lg:sticky lg:top-4 lg:flex lg:max-h-[max(30rem,calc(100dvh-9rem))] lg:min-w-0 lg:flex-col lg:gap-3">
          <HowPanel
            team={team}
            draft={draft}
            modelHindrance={modelHindrance}
            noBatchAt={noBatchAt}
            breakers={breakers}
            className="lg:min-h-40 lg:flex-1 lg:overflow-y-auto"
          />
          <EstimatePanel
            team={team}
            request={draft.request}
            target={describeTarget(draft)}
            budgetError={draft.budgetError}
            busy={busy}
            onRun={() => void submit()}
          />
        </div>
      </div>
    </>
  )
}

/** What the button runs on, and what is missing while it cannot. */
function describeTarget({ changes, selected, request }: LaunchDraft): LaunchTargetText {
  if (!changes.isOnChanges) {
    const count = request?.modulePaths.length ?? selected.size
    return {
      text: count === 0 ? null : formatPlural(count, 'module'),
      missing: 'Choose at least one module.',
      choose: 'Choose modules',
    }
  }
  const python = changes.ready?.pythonFiles ?? 0
  return {
    text: python === 0 ? null : `on ${formatPlural(python, 'changed file')}`,
    missing: changes.ready === null ? 'Name the changes to look at.' : 'No Python file was changed or added.',
    choose: 'Choose changes',
  }
}

/** Why the model switch is off and cannot be turned on; null when it can. */
function hindranceOf(teamUsesModels: boolean, hasProvider: boolean): 'opted-out' | 'no-provider' | null {
  if (!teamUsesModels) return 'opted-out'
  return hasProvider ? null : 'no-provider'
}
