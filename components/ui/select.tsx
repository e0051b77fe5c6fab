'use client'

import { Check, ChevronDown } from 'lucide-react'
import { Select as Radix } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'
import { inputStyle } from './input'

export type SelectOption<Value extends string> = {
  value: Value
  label: ReactNode
  /** a second line that explains the choice */
  hint?: string
  disabled?: boolean
}

type SelectProps<Value extends string> = Omit<ComponentProps<'button'>, 'value' | 'onChange'> & {
  value: Value | undefined
  options: readonly SelectOption<Value>[]
  onValueChange: (value: Value) => void
  placeholder?: string
}

/** Chooses one of a short list. Name it by a Label with `htmlFor={id}` or by aria-label. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, options, onValueChange, placeholder, className, disabled, ...rest } = props
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next)
    if (option) onValueChange(option.value)
  }
  const chosen = options.find((option) => option.value === value)
  return (
    <Radix.Root value={value ?? ''} onValueChange={choose} disabled={disabled}>
      <Radix.Trigger
        type="button"
        className={cn(inputStyle, 'flex h-8 items-center justify-between gap-2 text-left', className)}
        {...rest}
      >
        <span className="truncate">
          {/* Said here, as the list that Radix takes it from is not there before the page listens. */}
          <Radix.Value placeholder={placeholder}>{chosen?.label}</Radix.Value>
        </span>
        <ChevronDown className="size-4 shrink-0 text-faint" aria-hidden />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-[min(20rem,var(--radix-select-content-available-height))] min-w-(--radix-select-trigger-width) overflow-hidden rounded-lg border bg-panel shadow-float"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="relative flex cursor-default flex-col rounded-md py-1.5 pr-8 pl-2 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-line-soft"
              >
                <Radix.ItemText>{option.label}</Radix.ItemText>
                {option.hint ? <span className="max-w-72 text-dim text-xs">{option.hint}</span> : null}
                <Radix.ItemIndicator className="absolute top-2 right-2">
                  <Check className="size-4" aria-hidden />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
