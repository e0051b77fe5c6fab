'use client'

import { Check } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import type { MenuState } from './dropdown-menu'
import { StandIn } from './stand-in'

export type MenuBoxProps = ComponentProps<typeof Radix.Content>

/** The list that opens. Not modal: the page behind stays readable to assistive technology and scrollable. */
export function MenuBox({ menu, className, sideOffset = 4, ...props }: MenuBoxProps & { menu: MenuState }) {
  return (
    <Radix.Root modal={false} open={menu.open} onOpenChange={menu.setOpen}>
      <Radix.Trigger asChild>
        <StandIn of={menu.trigger} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          id={menu.contentId}
          aria-labelledby={menu.triggerId}
          sideOffset={sideOffset}
          className={cn(
            'z-50 max-h-[min(24rem,var(--radix-dropdown-menu-content-available-height))] min-w-44 overflow-y-auto rounded-lg border bg-panel p-1 text-ink shadow-float',
            className,
          )}
          {...props}
        />
      </Radix.Portal>
    </Radix.Root>
  )
}

const itemStyle = cn(
  'relative flex cursor-default items-center gap-2 rounded-md px-2 py-1.5 outline-none select-none',
  'data-disabled:opacity-50 data-highlighted:bg-line-soft [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-faint',
)

export type ItemProps = ComponentProps<typeof Radix.Item> & { danger?: boolean }

export function Item({ className, danger, ...props }: ItemProps) {
  return <Radix.Item className={cn(itemStyle, danger && 'text-bad [&_svg]:text-bad', className)} {...props} />
}

export type CheckboxItemProps = ComponentProps<typeof Radix.CheckboxItem>

export function CheckboxItem({ className, children, ...props }: CheckboxItemProps) {
  return (
    <Radix.CheckboxItem className={cn(itemStyle, 'pr-8', className)} {...props}>
      {children}
      <Radix.ItemIndicator className="absolute right-2">
        <Check aria-hidden />
      </Radix.ItemIndicator>
    </Radix.CheckboxItem>
  )
}

export type RadioGroupProps = ComponentProps<typeof Radix.RadioGroup>
export const RadioGroup = Radix.RadioGroup

export type RadioItemProps = ComponentProps<typeof Radix.RadioItem>

export function RadioItem({ className, children, ...props }: RadioItemProps) {
  return (
    <Radix.RadioItem className={cn(itemStyle, 'pr-8', className)} {...props}>
      {children}
      <Radix.ItemIndicator className="absolute right-2">
        <Check aria-hidden />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  )
}

export type LabelProps = ComponentProps<typeof Radix.Label>

export function Label({ className, ...props }: LabelProps) {
  return <Radix.Label className={cn('px-2 py-1 text-faint text-xs', className)} {...props} />
}

export type SeparatorProps = ComponentProps<typeof Radix.Separator>

export function Separator({ className, ...props }: SeparatorProps) {
  return <Radix.Separator className={cn('-mx-1 my-1 h-px bg-line-soft', className)} {...props} />
}
