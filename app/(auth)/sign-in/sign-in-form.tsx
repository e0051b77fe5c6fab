'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import type { FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { useAction } from '@/components/ui/use-action'
import { signInAction } from '../actions'

/** E-mail and password; then on to `next`, a path of this site. */
export function SignInForm({ next }: { next: string }) {
  const router = useRouter()
  const signIn = useAction(signInAction)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const result = await signIn.run(Object.fromEntries(new FormData(event.currentTarget)))
    if (result.ok) router.replace(next)
  }
  // An invitation's own page is where one signs up to join its team.
  const signUpHref = next.startsWith('/invite/') ? next : '/sign-up'
  return (
    <Panel className="grid gap-4 p-5">
      <h1 className="font-semibold text-xl">Sign in</h1>
      <form className="grid gap-4" noValidate onSubmit={(event) => void submit(event)}>
        <FormField label="E-mail" error={signIn.fieldError('email')}>
          {(control) => (
            <Input {...control} name="email" type="email" autoComplete="email" required autoFocus />
          )}
        </FormField>
        <FormField label="Password" error={signIn.fieldError('password')}>
          {(control) => (
            <Input {...control} name="password" type="password" autoComplete="current-password" required />
          )}
        </FormField>
        <FormError text={signIn.formError('email', 'password')} />
        <Button type="submit" variant="primary" size="lg" loading={signIn.pending}>
          Sign in
        </Button>
      </form>
      <p className="text-dim text-sm">
        New here?{' '}
        <Link href={signUpHref} className="text-accent underline underline-offset-4">
          Create an account
        </Link>
      </p>
    </Panel>
  )
}
