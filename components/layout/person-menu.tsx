'use client'

import { ChevronsUpDown, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { cn } from '@/components/ui/cn'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { toast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/domain/action-result'
import { InitialMark } from './initial-mark'

export type ShellPerson = { name: string }

/** The server action that ends the session. */
export type SignOut = (input: unknown) => Promise<ActionResult<void>>

type PersonMenuProps = { person: ShellPerson; signOut: SignOut; collapsed?: boolean }

/** The signed-in person: theme and sign-out. */
export function PersonMenu({ person, signOut, collapsed = false }: PersonMenuProps) {
  const { theme, setTheme } = useTheme()
  const leave = async () => {
    const result = await signOut({}).catch(() => null)
    // A whole new page: nothing that this person saw stays in memory.
    if (result?.ok) window.location.assign('/sign-in')
    else toast.error(result?.text ?? 'The server cannot be reached. You are still signed in.')
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`${person.name}: theme and sign-out`}
        className={cn(
          'flex h-9 w-full items-center gap-2 rounded-md px-1.5 text-left hover:bg-line-soft',
          collapsed && 'justify-center px-0',
        )}
      >
        <InitialMark name={person.name} round />
        {collapsed ? null : (
          <>
            <span className="min-w-0 flex-1 truncate text-dim">{person.name}</span>
            <ChevronsUpDown className="size-3.5 shrink-0 text-faint" aria-hidden />
          </>
        )}
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" side="top" className="w-56">
        <DropdownMenuLabel className="truncate">{person.name}</DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme ?? 'system'} onValueChange={setTheme}>
          <DropdownMenuRadioItem value="system">
            <Monitor aria-hidden /> As the system
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="light">
            <Sun aria-hidden /> Light
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="dark">
            <Moon aria-hidden /> Dark
          </DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void leave()}>
          <LogOut aria-hidden /> Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
