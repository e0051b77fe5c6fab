'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { fetchJson } from '@/components/queries/fetch-json'
import { useAction } from '@/components/ui/use-action'
import { launchAction } from './launch/actions'
import { launchHref } from './projects/[slug]/launch-href'
import { addSampleProjectAction } from './projects/actions'

/** The modules worth running at once; none when they cannot be listed: the launch page then asks. */
async function listTargets(teamSlug: string, slug: string): Promise<string[]> {
  const url = `/api/t/${teamSlug}/projects/${slug}/modules`
  const { isRunnable } = await import('@/lib/domain/module')
  const modules = await fetchJson(url, 'modules').catch(() => [])
  return modules.filter((module) => !module.isTest && isRunnable(module)).map(({ path }) => path)
}

/** Imports the sample project; then launches all of it at no cost, or goes to where one chooses. */
export function useSample(teamSlug: string) {
  const router = useRouter()
  const sample = useAction(addSampleProjectAction)
  const launch = useAction(launchAction)
  const [started, setStarted] = useState<'try' | 'choose' | null>(null)
  const start = async (how: 'try' | 'choose') => {
    if (started !== null) return
    setStarted(how)
    const added = await sample.run({ team: teamSlug, evenIfAdded: true })
    if (!added.ok || added.data.outcome !== 'added') return setStarted(null)
    const { slug, projectId, snapshotId } = added.data
    const [modulePaths, { LaunchOptions }] = await Promise.all([
      listTargets(teamSlug, slug),
      import('@/lib/domain/launch'),
    ])
    const launched =
      how === 'choose' || modulePaths.length === 0
        ? null
        : await launch.run({
            team: teamSlug,
            projectId,
            snapshotId,
            workflow: 'test-generation',
            modulePaths,
            // One click must not spend money, whatever the server is connected to.
            options: LaunchOptions.parse({ useModel: false }),
          })
    const chosen = launched?.ok
      ? `/t/${teamSlug}/launches/${launched.data.launchId}`
      : launchHref(teamSlug, slug, modulePaths)
    router.push(chosen)
  }
  return { start, started, error: sample.formError() }
}
