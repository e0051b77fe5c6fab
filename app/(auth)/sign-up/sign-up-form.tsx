'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import type { FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { MIN_PASSWORD_LENGTH } from '@/lib/domain/sign-in'
import { signUpAction } from '../actions'

type SignUpFormProps = {
  title: string
  note: string
  /** given: joins the invitation's team instead of naming a new one */
  invitationToken?: string
}

const FIELDS = ['name', 'email', 'password', 'teamName']

/** A new person, with a new team or by invitation. */
export function SignUpForm({ title, note, invitationToken }: SignUpFormProps) {
  const router = useRouter()
  const signUp = useAction(signUpAction)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const result = await signUp.run({
      ...Object.fromEntries(new FormData(event.currentTarget)),
      invitationToken,
    })
    if (!result.ok) return
    const { team, notice } = result.data
    if (notice !== null) toast.warning(notice, { duration: 12_000 })
    router.replace(team === null ? '/new-team' : `/t/${team.slug}`)
  }
  const signInHref = invitationToken === undefined ? '/sign-in' : `/sign-in?next=/invite/${invitationToken}`
  return (
    <Panel className="grid gap-4 p-5">
      <div className="grid gap-1">
        <h1 className="font-semibold text-xl">{title}</h1>
        <p className="text-dim">{note}</p>
      </div>
      <form className="grid gap-4" noValidate onSubmit={(event) => void submit(event)}>
        <FormField label="Your name" error={signUp.fieldError('name')}>
          {(control) => <Input {...control} name="name" autoComplete="name" required autoFocus />}
        </FormField>
        <FormField label="E-mail" error={signUp.fieldError('email')}>
          {(control) => <Input {...control} name="email" type="email" autoComplete="email" required />}
        </FormField>
        <FormField
          label="Password"
          hint={`At least ${MIN_PASSWORD_LENGTH} characters.`}
          error={signUp.fieldError('password')}
        >
          {(control) => (
            <Input {...control} name="password" type="password" autoComplete="new-password" required />
          )}
        </FormField>
        {invitationToken === undefined ? (
          <FormField label="Team name" error={signUp.fieldError('teamName')}>
            {(control) => <Input {...control} name="teamName" autoComplete="organization" required />}
          </FormField>
        ) : null}
        <FormError text={signUp.formError(...FIELDS)} />
        <Button type="submit" variant="primary" size="lg" loading={signUp.pending}>
          {invitationToken === undefined ? 'Create account and team' : 'Create account and join'}
        </Button>
      </form>
      <p className="text-dim text-sm">
        Already have an account?{' '}
        <Link href={signInHref} className="text-accent underline underline-offset-4">
          Sign in
        </Link>
      </p>
    </Panel>
  )
}
