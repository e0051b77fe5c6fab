'use client'

import { FlaskConical, FolderGit2, type LucideIcon, PlugZap } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { z } from 'zod'
import { fetchJson } from '@/components/queries/fetch-json'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { useAction } from '@/components/ui/use-action'
import { ModuleRow } from '@/lib/domain/module'
import { can } from '@/lib/domain/roles'
import type { Role } from '@/lib/domain/words'
import { launchHref } from './projects/[slug]/launch-href'
import { addSampleProjectAction } from './projects/actions'

/** The modules worth choosing at once; none when they cannot be listed: the launch page then asks. */
async function listTestable(teamSlug: string, slug: string): Promise<string[]> {
  const url = `/api/t/${teamSlug}/projects/${slug}/modules`
  const modules = await fetchJson(url, z.array(ModuleRow)).catch(() => [])
  return modules.filter(({ isTest, functions }) => !isTest && functions > 0).map(({ path }) => path)
}

type FirstRunProps = { teamSlug: string; teamName: string; role: Role }

/** What an empty team sees: the three ways to begin. */
export function FirstRun({ teamSlug, teamName, role }: FirstRunProps) {
  const router = useRouter()
  const sample = useAction(addSampleProjectAction)
  const addSample = async () => {
    const result = await sample.run({ team: teamSlug })
    if (!result.ok) return
    const { slug } = result.data
    router.push(launchHref(teamSlug, slug, await listTestable(teamSlug, slug)))
  }
  const mayAdd = can(role, 'manage-projects')
  return (
    <>
      <PageHeader
        title={`Welcome to ${teamName}`}
        note={
          mayAdd
            ? 'There is no project here yet. Three ways to begin:'
            : 'There is no project here yet. Ask an owner, admin or member of the team to add one.'
        }
      />
      <div className="grid gap-3 lg:grid-cols-3">
        <Step
          icon={FlaskConical}
          title="Try it on a sample project"
          action={
            <Button
              variant="primary"
              loading={sample.pending}
              disabled={!mayAdd}
              onClick={() => void addSample()}
            >
              Import the sample
            </Button>
          }
        >
          A small Python package, made for this. One click imports it and takes you to the launch page; a
          minute later you read tests that were run before you saw them.
        </Step>
        <Step
          icon={FolderGit2}
          title="Add your repository"
          action={
            <Button asChild aria-disabled={!mayAdd}>
              <Link href={`/t/${teamSlug}/projects/new`}>Add a project</Link>
            </Button>
          }
        >
          By git URL, from a folder on the server, as an archive, or as pasted code. Your code runs in a
          sandbox without network.
        </Step>
        <Step
          icon={PlugZap}
          title="Connect a model (optional)"
          action={
            <Button asChild>
              <Link href={`/t/${teamSlug}/settings/provider`}>Connect a model</Link>
            </Button>
          }
        >
          Everything also works without one: tests then come from watching your code run, and cost nothing. A
          model adds inputs with more structure and names that read better.
        </Step>
      </div>
      <div className="mt-3">
        <FormError text={sample.formError()} />
      </div>
    </>
  )
}

type StepProps = { icon: LucideIcon; title: string; action: ReactNode; children: ReactNode }

function Step({ icon: Icon, title, action, children }: StepProps) {
  return (
    <Panel className="flex flex-col gap-3 p-5">
      <Icon className="size-5 text-faint" aria-hidden />
      <h2 className="font-semibold text-lg">{title}</h2>
      <p className="flex-1 text-dim">{children}</p>
      <div>{action}</div>
    </Panel>
  )
}
