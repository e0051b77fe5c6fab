'use client'

import type { FormEvent, ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { Progress } from '@/components/ui/progress'
import { SameSourceNotice } from './same-source-notice'
import type { SameSource } from './use-import'

type ImportFormProps = {
  /** verb and noun: "Import repository" */
  submitLabel: string
  /** what happens meanwhile: "Cloning and reading the repository…" */
  pendingText: string
  pending: boolean
  error: string | null
  same: SameSource | null
  disabled?: boolean
  onSubmit: (form: HTMLFormElement) => void
  children?: ReactNode
}

/** Frame of the import forms: fields, error, button, and progress while it works. */
export function ImportForm(props: ImportFormProps) {
  const { submitLabel, pendingText, pending, error, same, disabled, onSubmit, children } = props
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSubmit(event.currentTarget)
  }
  return (
    <form className="grid gap-4" noValidate onSubmit={submit}>
      {children}
      <FormError text={error} />
      {same === null ? null : <SameSourceNotice same={same} />}
      <div className="flex items-center gap-4">
        <Button type="submit" variant="primary" loading={pending} disabled={disabled}>
          {submitLabel}
        </Button>
        <div role="status" className="grid min-w-0 flex-1 gap-1.5">
          {pending ? (
            <>
              <p className="text-dim text-sm">{pendingText}</p>
              <Progress value={null} label={pendingText} />
            </>
          ) : null}
        </div>
      </div>
    </form>
  )
}
