import { redirect } from 'next/navigation'

type Props = { params: Promise<{ team: string }> }

export default async function SettingsPage({ params }: Props) {
  redirect(`/t/${(await params).team}/settings/general`)
}
