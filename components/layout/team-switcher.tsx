'use client'

import { Check, ChevronsUpDown, Plus } from 'lucide-react'
import Link from 'next/link'
import { cn } from '@/components/ui/cn'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { InitialMark } from './initial-mark'

export type ShellTeam = { slug: string; name: string }

type TeamSwitcherProps = { team: ShellTeam; teams: readonly ShellTeam[]; collapsed?: boolean }

/** The team of this page; opens the list of the person's teams. */
export function TeamSwitcher({ team, teams, collapsed = false }: TeamSwitcherProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`Team ${team.name}. Switch team`}
        className={cn(
          'flex h-9 w-full items-center gap-2 rounded-md px-1.5 text-left hover:bg-line-soft',
          collapsed && 'justify-center px-0',
        )}
      >
        <InitialMark name={team.name} />
        {collapsed ? null : (
          <>
            <span className="min-w-0 flex-1 truncate font-semibold">{team.name}</span>
            <ChevronsUpDown className="size-3.5 shrink-0 text-faint" aria-hidden />
          </>
        )}
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-56">
        <DropdownMenuLabel>Your teams</DropdownMenuLabel>
        {teams.map((other) => (
          <DropdownMenuItem key={other.slug} asChild>
            <Link href={`/t/${other.slug}`}>
              <InitialMark name={other.name} />
              <span className="min-w-0 flex-1 truncate">{other.name}</span>
              {other.slug === team.slug ? <Check aria-label="this one" /> : null}
            </Link>
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/new-team">
            <Plus aria-hidden /> Create a team
          </Link>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
