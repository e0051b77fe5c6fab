'use client'

import { Check, Copy } from 'lucide-react'
import { type ComponentProps, useEffect, useState } from 'react'
import { Button } from './button'
import { toast } from './toast'

type CopyButtonProps = Omit<ComponentProps<typeof Button>, 'onClick' | 'children'> & {
  text: string
  /** what is copied: "Copy the invitation link" */
  label: string
  /** draw the label beside the icon */
  showLabel?: boolean
}

const SHOWN_MS = 1600

/** Copies a text and says so. */
export function CopyButton({ text, label, showLabel, size, variant, ...props }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch {
      toast.error('The browser did not allow copying. Select the text and copy it by hand.')
    }
  }
  const Icon = copied ? Check : Copy
  return (
    <Button
      variant={variant ?? 'ghost'}
      size={size ?? (showLabel ? 'sm' : 'icon-sm')}
      aria-label={showLabel ? undefined : copied ? 'Copied' : label}
      title={showLabel ? undefined : label}
      onClick={() => void copy()}
      {...props}
    >
      <Icon aria-hidden />
      {showLabel ? <span aria-live="polite">{copied ? 'Copied' : label}</span> : null}
    </Button>
  )
}
