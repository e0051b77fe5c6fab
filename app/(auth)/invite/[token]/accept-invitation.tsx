'use client'

import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { Panel } from '@/components/ui/panel'
import { useAction } from '@/components/ui/use-action'
import type { Role } from '@/lib/domain/words'
import { acceptInvitationAction } from '../../actions'

type AcceptInvitationProps = {
  token: string
  teamName: string
  role: Role
  invitedByName: string
  personName: string
}

/** A signed-in person joins the team of the invitation. */
export function AcceptInvitation({
  token,
  teamName,
  role,
  invitedByName,
  personName,
}: AcceptInvitationProps) {
  const router = useRouter()
  const accept = useAction(acceptInvitationAction)
  const join = async () => {
    const result = await accept.run({ token })
    if (result.ok) router.replace(`/t/${result.data.slug}`)
  }
  return (
    <Panel className="grid gap-4 p-5">
      <div className="grid gap-1">
        <h1 className="font-semibold text-xl">Join {teamName}</h1>
        <p className="text-dim">
          {invitedByName} invited you as {role}. You are signed in as {personName}.
        </p>
      </div>
      <FormError text={accept.formError()} />
      <Button variant="primary" size="lg" loading={accept.pending} onClick={() => void join()}>
        Join {teamName}
      </Button>
    </Panel>
  )
}
