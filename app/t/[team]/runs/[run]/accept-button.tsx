'use client'

import { Check } from 'lucide-react'
import { useRef } from 'react'
import { useKeys } from '@/components/layout/use-keys'
import { FailureText } from '@/components/runs/failure-text'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Kbd } from '@/components/ui/kbd'
import { useRunPage } from './run-context'
import { useReview } from './use-review'

/** Accepts the version that is looked at; one that is not verified only after asking. */
export function AcceptButton() {
  const { detail, artifact } = useRunPage()
  const { review, pending } = useReview()
  const button = useRef<HTMLButtonElement>(null)
  // The key does what the button does, the question included.
  useKeys([{ key: 'a', label: 'Accept', group: 'Review', run: () => button.current?.click() }])
  if (artifact === null) return null
  const accepted = detail.run.reviewVerdict === 'accepted'
  const face = (
    <>
      <Check aria-hidden /> {accepted ? 'Accepted' : 'Accept'} <Kbd className="max-md:hidden">a</Kbd>
    </>
  )
  const look = { ref: button, variant: 'primary', disabled: pending, 'aria-pressed': accepted } as const
  if (artifact.verdict === 'verified') {
    return (
      <Button {...look} onClick={() => void review({ verdict: 'accepted' }, 'Accepted.')}>
        {face}
      </Button>
    )
  }
  return (
    <ConfirmDialog
      title={`Accept version ${artifact.version}, which is ${artifact.verdict}?`}
      description={<FailureText text={artifact.verdictText} />}
      confirmLabel="Accept all the same"
      onConfirm={async () => {
        await review({ verdict: 'accepted', acceptUnverified: true }, `Accepted, though ${artifact.verdict}.`)
      }}
    >
      <Button {...look}>{face}</Button>
    </ConfirmDialog>
  )
}
