import type { Metadata } from 'next'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { getTeamSettings } from '@/lib/teams/get-team-settings'
import { CostsSwitch } from './costs-switch'
import { TeamNameForm } from './team-name-form'
import { TimeZoneForm } from './time-zone-form'
import { UseModelSwitch } from './use-model-switch'

export const metadata: Metadata = { title: 'Settings' }

type Props = { params: Promise<{ team: string }> }

export default async function GeneralSettingsPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const settings = await getTeamSettings(ctx)
  return (
    <>
      <TeamNameForm teamSlug={ctx.teamSlug} name={settings.name} editable={can(ctx.role, 'manage-team')} />
      <TimeZoneForm
        key={settings.timeZone}
        teamSlug={ctx.teamSlug}
        timeZone={settings.timeZone}
        nextTimeZone={settings.nextTimeZone}
        zones={Intl.supportedValuesOf('timeZone')}
        editable={can(ctx.role, 'manage-settings')}
      />
      <UseModelSwitch
        teamSlug={ctx.teamSlug}
        useModel={settings.useModel}
        editable={can(ctx.role, 'manage-settings')}
      />
      <CostsSwitch
        teamSlug={ctx.teamSlug}
        seesCosts={settings.viewersSeeCosts}
        editable={can(ctx.role, 'manage-settings')}
      />
    </>
  )
}
