import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { findPagePerson } from '@/lib/entry/load-person-page'
import { safeNext } from '../safe-next'
import { SignInForm } from './sign-in-form'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<{ next?: string }> }

export default async function SignInPage({ searchParams }: Props) {
  const next = safeNext((await searchParams).next)
  if ((await findPagePerson()) !== null) redirect(next)
  return <SignInForm next={next} />
}
