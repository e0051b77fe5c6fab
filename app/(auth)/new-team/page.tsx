import type { Metadata } from 'next'
import { loadPersonPage } from '@/lib/entry/load-person-page'
import { listTeams } from '@/lib/teams/list-teams'
import { NewTeamForm } from './new-team-form'

export const metadata: Metadata = { title: 'Create a team' }

export default async function NewTeamPage() {
  const person = await loadPersonPage('/new-team')
  const teams = await listTeams(person.userId)
  return <NewTeamForm backTo={teams[0] ? `/t/${teams[0].slug}` : null} />
}
