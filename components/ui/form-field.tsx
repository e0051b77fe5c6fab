'use client'

import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { cn } from './cn'
import { Label } from './label'

/** What the control inside a field must carry to be tied to its label, hint and error. */
export type FieldControl = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

type FormFieldProps = {
  label: ReactNode
  hint?: ReactNode
  error?: string | null | undefined
  className?: string
  children: (control: FieldControl) => ReactNode
}

/** Label above, control, then the hint, or the error in its place; the error is announced when it appears. */
export function FormField({ label, hint, error, className, children }: FormFieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const describedBy = error ? errorId : hint ? hintId : undefined
  return (
    <div className={cn('grid gap-1.5', className)}>
      <Label htmlFor={id}>{label}</Label>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined })}
      {hint && !error ? (
        <p id={hintId} className="text-dim text-xs">
          {hint}
        </p>
      ) : null}
      <div aria-live="polite" className="empty:absolute">
        {error ? (
          <p id={errorId} className="flex items-start gap-1.5 text-bad text-xs">
            <CircleAlert className="mt-px size-3.5 shrink-0" aria-hidden />
            {error}
          </p>
        ) : null}
      </div>
    </div>
  )
}
