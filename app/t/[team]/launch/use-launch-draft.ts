'use client'

import { useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import { useModules } from '@/components/queries/use-modules'
import { LaunchOptions, type LaunchRequest, takesChanges } from '@/lib/domain/launch'
import type { ModuleRow } from '@/lib/domain/module'
import type { ProjectRow } from '@/lib/domain/project-row'
import type { WorkflowName } from '@/lib/domain/words'
import { firstSelection, targetsOf } from './filter-modules'
import { launchUrlParsers, MAX_PATHS_IN_URL } from './launch-url'
import { newLaunchKey } from './new-launch-key'
import { parseBudget } from './parse-budget'
import { useChangesDraft } from './use-changes-draft'

type Start = {
  team: string
  projects: readonly ProjectRow[]
  initialProject: string
  initialModules: ModuleRow[]
  workflows: readonly WorkflowName[]
}

const NO_MODULES: ModuleRow[] = []

/** The three answers of the form and the request they make. Project, a small selection and named changes live in the URL. */
export function useLaunchDraft(start: Start) {
  const { team, projects, initialProject, initialModules, workflows } = start
  const [url, setUrl] = useQueryStates(launchUrlParsers, { history: 'replace' })
  const slug = projects.some((each) => each.slug === url.project) ? url.project : initialProject
  const project = projects.find((each) => each.slug === slug)
  const query = useModules(team, slug, slug === initialProject ? initialModules : undefined)
  const targets = useMemo(() => targetsOf(query.data ?? NO_MODULES), [query.data])

  // null: nobody has chosen yet in this project, so the first selection stands.
  const [chosen, setChosen] = useState<{ slug: string; paths: ReadonlySet<string> } | null>(null)
  const [linked] = useState(url.path)
  const first = useMemo(() => new Set(firstSelection(targets, linked)), [targets, linked])
  const selected = chosen?.slug === slug ? chosen.paths : first
  const changes = useChangesDraft(team, project)
  const [chosenWorkflow, setWorkflow] = useState(workflows[0])
  const workflow = changes.isOnChanges
    ? [chosenWorkflow, ...workflows].find((name) => name !== undefined && takesChanges(name))
    : chosenWorkflow
  const [options, setOptions] = useState(() => LaunchOptions.parse({}))
  const [budgetText, setBudgetText] = useState(url.limit ?? '')
  const budget = parseBudget(budgetText)

  const select = (paths: ReadonlySet<string>) => {
    setChosen({ slug: slug ?? initialProject, paths })
    void setUrl({ project: slug, path: paths.size <= MAX_PATHS_IN_URL ? [...paths] : null })
  }
  const chooseProject = (next: string) =>
    void setUrl({ project: next, path: null, from: null, to: null, ref: null, into: null })

  const modulePaths = targets.map(({ path }) => path).filter((path) => selected.has(path))
  const target = changes.isOnChanges
    ? changes.ready !== null &&
      changes.ready.pythonFiles > 0 && { modulePaths: [], changes: changes.ready.changes }
    : modulePaths.length > 0 && { modulePaths }
  const request: LaunchRequest | null =
    project === undefined || workflow === undefined || !target || !budget.ok
      ? null
      : {
          projectId: project.id,
          snapshotId: project.snapshot?.id,
          workflow,
          ...target,
          // As it was wished: whether a model can be used is decided, and said, by the engine.
          options: { ...options, budgetNanoUsd: budget.nanoUsd },
        }
  const content = JSON.stringify(request)
  // One key for one content: a double click is one launch, a changed form is another.
  const [keyed, setKeyed] = useState(() => ({ content, idempotencyKey: newLaunchKey() }))
  // State, not a memo: React may forget a memo, and a second click would be a second launch.
  if (keyed.content !== content) setKeyed({ content, idempotencyKey: newLaunchKey() })
  const { idempotencyKey } = keyed

  return {
    slug,
    project,
    modulesQuery: query,
    targets,
    selected,
    select,
    chooseProject,
    changes,
    workflow,
    setWorkflow,
    options,
    setOptions,
    budgetText,
    setBudgetText,
    raisesLimit: url.limit !== null,
    budgetError: budget.ok ? null : budget.text,
    request,
    idempotencyKey,
  }
}

export type LaunchDraft = ReturnType<typeof useLaunchDraft>
