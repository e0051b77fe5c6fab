'use client'

import { FlaskConical, FolderGit2, type LucideIcon, PlugZap } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { can } from '@/lib/domain/roles'
import type { Role } from '@/lib/domain/words'
import { useSample } from './use-sample'

type FirstRunProps = { teamSlug: string; teamName: string; role: Role }

/** What an empty team sees: the three ways to begin. */
export function FirstRun({ teamSlug, teamName, role }: FirstRunProps) {
  const sample = useSample(teamSlug)
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
          title="See it work"
          action={
            <div className="flex flex-wrap items-center gap-2">
              <Button
                variant="primary"
                loading={sample.started === 'try'}
                disabled={!mayAdd || sample.started !== null}
                onClick={() => void sample.start('try')}
              >
                Try it on a sample project
              </Button>
              <Button
                variant="ghost"
                loading={sample.started === 'choose'}
                disabled={!mayAdd || sample.started !== null}
                onClick={() => void sample.start('choose')}
              >
                Choose what to run
              </Button>
            </div>
          }
        >
          A small Python package, made for this. One click imports it and launches all its modules, without a
          model and for $0; a minute later you read tests that were run before you saw them.
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
        <FormError text={sample.error} />
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
