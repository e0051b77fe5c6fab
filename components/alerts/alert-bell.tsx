'use client'

import { Bell, BellRing } from 'lucide-react'
import Link from 'next/link'
import { useAlerts } from '@/components/queries/use-alerts'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { waitsForSomebody } from '@/lib/domain/waits-for-somebody'
import { formatPlural } from '@/lib/format/format-count'

const MOST_SHOWN = 6

/** What fires right now and waits for somebody, from any page of the team. */
export function AlertBell({ teamSlug, className }: { teamSlug: string; className?: string }) {
  const { data } = useAlerts(teamSlug)
  const firing = data?.open.filter(waitsForSomebody) ?? []
  const quiet = (data?.open.filter(({ state }) => state === 'firing').length ?? 0) - firing.length
  const says =
    firing.length === 0 ? 'Alerts: none fires' : `Alerts: ${formatPlural(firing.length, 'fires', 'fire')}`
  const Icon = firing.length === 0 ? Bell : BellRing
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          aria-label={says}
          title={says}
          className={cn('relative', className)}
        >
          <Icon aria-hidden className={cn(firing.length > 0 && 'text-bad')} />
          {firing.length === 0 ? null : (
            <span
              aria-hidden
              className="absolute top-0 right-0 grid min-w-4 place-items-center rounded-full bg-bad px-1 font-medium text-[10px] text-bg leading-4"
            >
              {firing.length}
            </span>
          )}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-80 max-w-[calc(100vw-1rem)]">
        <DropdownMenuLabel>{firing.length === 0 ? 'Nothing fires' : 'Firing'}</DropdownMenuLabel>
        {firing.slice(0, MOST_SHOWN).map((alert) => (
          <DropdownMenuItem key={alert.id} asChild>
            <Link href={`/t/${teamSlug}/alerts/${alert.id}`} className="grid! gap-0.5">
              <span className="font-medium wrap-anywhere">
                {alert.ruleName}
                {alert.subjectName === null ? '' : `: ${alert.subjectName}`}
              </span>
              <span className="line-clamp-2 text-dim text-xs">{alert.text}</span>
            </Link>
          </DropdownMenuItem>
        ))}
        {quiet === 0 ? null : (
          <DropdownMenuLabel className="font-normal text-dim">
            {quiet} more {quiet === 1 ? 'fires and is' : 'fire and are'} looked after or snoozed
          </DropdownMenuLabel>
        )}
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href={`/t/${teamSlug}/alerts`}>All alerts</Link>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
