import { FolderGit2 } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'

/** There is nothing to run yet. */
export function NoProjects({ team }: { team: string }) {
  return (
    <>
      <PageHeader title="Launch" />
      <Panel>
        <EmptyState
          icon={FolderGit2}
          title="There is no code to run yet"
          action={
            <Button variant="primary" asChild>
              <Link href={`/t/${team}/projects/new`}>Add a project</Link>
            </Button>
          }
        >
          Add a git repository, a folder of this server, an archive or a pasted file; or import the sample
          project.
        </EmptyState>
      </Panel>
    </>
  )
}
