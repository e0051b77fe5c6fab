import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { findPagePerson } from '@/lib/entry/load-person-page'
import { SignUpForm } from './sign-up-form'

export const metadata: Metadata = { title: 'Create an account' }

export default async function SignUpPage() {
  if ((await findPagePerson()) !== null) redirect('/')
  return (
    <SignUpForm
      title="Create an account"
      note="You get a team of your own. Others join it by a link that you send them."
    />
  )
}
