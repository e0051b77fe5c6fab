import { redirect } from 'next/navigation'
import { loadPersonPage } from '@/lib/entry/load-person-page'
import { listTeams } from '@/lib/teams/list-teams'

/** The start: to the person's first team, to "create a team" without one, to the sign-in page when signed out. */
export default async function StartPage() {
  const person = await loadPersonPage('/')
  const teams = await listTeams(person.userId)
  redirect(teams[0] ? `/t/${teams[0].slug}` : '/new-team')
}
