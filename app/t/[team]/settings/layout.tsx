import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'
import { SettingsNav } from './settings-nav'

type Props = { children: ReactNode; params: Promise<{ team: string }> }

export default async function SettingsLayout({ children, params }: Props) {
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsNav teamSlug={(await params).team} />
      <div className="grid max-w-4xl gap-3">{children}</div>
    </>
  )
}
