import { EyeOff, Filter, ScanSearch, ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

type NoFindingsProps = {
  team: string
  view: 'shown' | 'suppressed' | 'all'
  filtered: boolean
  suppressed: number
  fixed: number
  /** the address names an import that is not there */
  lacksBaseline: boolean
  /** projects in the address that are not there */
  lacksProjects: readonly string[]
  /** stand only in changes that were reviewed */
  inChange: number
  mayLaunch: boolean
  onClear: () => void
}

/** No finding at all, none that matches, or none that is kept back: what to do in each case. */
export function NoFindings(props: NoFindingsProps) {
  const { team, view, filtered, suppressed, fixed, inChange, mayLaunch, onClear } = props
  const { lacksBaseline, lacksProjects } = props
  if (lacksBaseline) {
    return (
      <EmptyState
        icon={Filter}
        title="There is no such import in this team"
        action={<Button onClick={onClear}>Clear all filters</Button>}
      >
        The address asks for what is new since an import that is not there, so nothing is listed.
      </EmptyState>
    )
  }
  if (lacksProjects.length > 0) {
    return (
      <EmptyState
        icon={Filter}
        title="There is no such project in this team"
        action={<Button onClick={onClear}>Clear all filters</Button>}
      >
        The address asks for findings of {lacksProjects.map((slug) => `“${slug}”`).join(', ')}.
      </EmptyState>
    )
  }
  if (filtered) {
    return (
      <EmptyState
        icon={Filter}
        title="No finding matches these filters"
        action={<Button onClick={onClear}>Clear all filters</Button>}
      >
        Take one off, or search for another file, rule or word.
      </EmptyState>
    )
  }
  if (view === 'suppressed') {
    return (
      <EmptyState icon={EyeOff} title="Nothing is suppressed">
        What people dismiss, and what is like it, is kept here with the reason. Critical security findings are
        put last instead.
      </EmptyState>
    )
  }
  const launch = mayLaunch ? (
    <Button variant="primary" asChild>
      <Link href={`/t/${team}/launch`}>Launch a code review</Link>
    </Button>
  ) : null
  if (inChange > 0) {
    return (
      <EmptyState icon={ShieldCheck} title="Nothing in the project’s own code" action={launch}>
        What was found stands only in changes that were reviewed. Choose “Only a change” under “Stands in” to
        see it.
      </EmptyState>
    )
  }
  if (suppressed + fixed > 0) {
    return (
      <EmptyState icon={ShieldCheck} title="Nothing is left to look at" action={launch}>
        All that was found is fixed, dismissed or suppressed.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={ScanSearch} title="No findings yet" action={launch}>
      Code review and bug prediction look for defects, quote the line they are about and say what makes them
      happen. They work without a model, too.
    </EmptyState>
  )
}
