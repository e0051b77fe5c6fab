'use client'

import { Slot } from 'radix-ui'
import {
  type ComponentProps,
  createContext,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useContext,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import type {
  CheckboxItemProps,
  ItemProps,
  LabelProps,
  MenuBoxProps,
  RadioGroupProps,
  RadioItemProps,
  SeparatorProps,
} from './menu-parts'
import { onDemand, useOnDemand } from './on-demand'
import { sayNotLoaded } from './say-not-loaded'

/** Placing, arrow keys and typing ahead: not on any page until somebody comes near a menu. */
const parts = onDemand(() => import('./menu-parts'))

type MenuParts = typeof import('./menu-parts')

export interface MenuState {
  open: boolean
  setOpen: (open: boolean) => void
  trigger: RefObject<HTMLButtonElement | null>
  triggerId: string
  contentId: string
}

interface Menu extends MenuState {
  /** the pointer or the focus is on what opens it */
  isNear: boolean
  setNear: (isNear: boolean) => void
}

const MenuContext = createContext<Menu | null>(null)
const PartsContext = createContext<MenuParts | null>(null)

function useGiven<Given>(given: Given | null): Given {
  if (given === null) throw new Error('A part of a menu stands outside of one.')
  return given
}

export function DropdownMenu({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const [isNear, setNear] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  const triggerId = useId()
  const contentId = useId()
  const menu = useMemo(
    () => ({ open, setOpen, trigger, triggerId, contentId, isNear, setNear }),
    [open, triggerId, contentId, isNear],
  )
  return <MenuContext value={menu}>{children}</MenuContext>
}

export function DropdownMenuTrigger({ asChild, ...props }: ComponentProps<'button'> & { asChild?: boolean }) {
  const { open, setOpen, trigger, triggerId, contentId, setNear } = useGiven(useContext(MenuContext))
  const Part = asChild ? Slot.Root : 'button'
  const press = (event: PointerEvent) => {
    if (event.button !== 0 || event.ctrlKey) return
    setOpen(!open)
    // Opened, the list takes the focus and not what opened it.
    if (!open) event.preventDefault()
  }
  const type = (event: KeyboardEvent) => {
    if (!['Enter', ' ', 'ArrowDown'].includes(event.key)) return
    setOpen(event.key === 'ArrowDown' || !open)
    event.preventDefault()
  }
  return (
    <Part
      type="button"
      id={triggerId}
      ref={trigger}
      aria-haspopup="menu"
      aria-expanded={open}
      aria-controls={open ? contentId : undefined}
      data-state={open ? 'open' : 'closed'}
      onPointerDown={press}
      onKeyDown={type}
      onPointerEnter={() => setNear(true)}
      onFocus={() => setNear(true)}
      {...props}
    />
  )
}

export function DropdownMenuContent(props: MenuBoxProps) {
  const { isNear, setNear, ...menu } = useGiven(useContext(MenuContext))
  const loaded = useOnDemand(parts, isNear || menu.open, () => {
    // The next one who comes near tries again.
    setNear(false)
    if (!menu.open) return
    menu.setOpen(false)
    sayNotLoaded()
  })
  if (loaded === null) return null
  return (
    <PartsContext value={loaded}>
      <loaded.MenuBox menu={menu} {...props} />
    </PartsContext>
  )
}

const useParts = () => useGiven(useContext(PartsContext))

export function DropdownMenuItem(props: ItemProps) {
  const { Item } = useParts()
  return <Item {...props} />
}

export function DropdownMenuCheckboxItem(props: CheckboxItemProps) {
  const { CheckboxItem } = useParts()
  return <CheckboxItem {...props} />
}

export function DropdownMenuRadioGroup(props: RadioGroupProps) {
  const { RadioGroup } = useParts()
  return <RadioGroup {...props} />
}

export function DropdownMenuRadioItem(props: RadioItemProps) {
  const { RadioItem } = useParts()
  return <RadioItem {...props} />
}

export function DropdownMenuLabel(props: LabelProps) {
  const { Label } = useParts()
  return <Label {...props} />
}

export function DropdownMenuSeparator(props: SeparatorProps) {
  const { Separator } = useParts()
  return <Separator {...props} />
}
