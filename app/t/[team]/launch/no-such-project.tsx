import { FolderX } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'

/** The address names a project that the team does not have: another one is not taken in its place. */
export function NoSuchProject({ team, slug }: { team: string; slug: string }) {
  return (
    <>
      <PageHeader title="Launch" />
      <Panel>
        <EmptyState
          icon={FolderX}
          title={`There is no project “${slug}”`}
          action={
            <Button variant="primary" asChild>
              <Link href={`/t/${team}/launch`}>Choose a project</Link>
            </Button>
          }
        >
          It may have been archived or renamed, or the address has a typing error.
        </EmptyState>
      </Panel>
    </>
  )
}
