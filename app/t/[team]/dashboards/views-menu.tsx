'use client'

import { Bookmark, Check, Pencil, Plus, Trash2, Users } from 'lucide-react'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { useGo } from '@/components/layout/use-go'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { toast } from '@/components/ui/toast'
import type { SavedView } from '@/lib/domain/saved-view'
import { removeViewAction } from './actions'
import type { DashboardName } from './dashboard-pages'
import { SaveViewDialog } from './save-view-dialog'

type ViewsMenuProps = {
  team: string
  page: DashboardName
  /** one's own, and those that the team shares */
  views: readonly SavedView[]
  /** a viewer uses them only */
  mayKeep: boolean
}

/** Ranges, filters and splits that were kept under a name: one's own and the team's. */
export function ViewsMenu({ team, page, views, mayKeep }: ViewsMenuProps) {
  const [saving, setSaving] = useState<'new' | 'current' | null>(null)
  const router = useRouter()
  const go = useGo()
  const path = usePathname()
  const query = useSearchParams().toString()
  const { run } = useToastAction(removeViewAction)
  const current = views.find((view) => view.query === query)
  const remove = async ({ id, name }: SavedView) => {
    const result = await run({ team, id })
    if (!result.ok) return
    toast.success(`The view “${name}” is gone.`)
    router.refresh()
  }
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button>
            <Bookmark aria-hidden /> {current?.name ?? 'Views'}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="max-w-72">
          <DropdownMenuLabel>Saved views</DropdownMenuLabel>
          {views.map((view) => (
            <DropdownMenuItem key={view.id} onSelect={() => go(`${path}?${view.query}`)}>
              {view === current ? (
                <Check aria-hidden />
              ) : view.isShared ? (
                <Users aria-hidden />
              ) : (
                <Bookmark aria-hidden />
              )}
              <span className="truncate">{view.name}</span>
              {view.isShared ? <span className="pl-2 text-dim text-xs">team</span> : null}
            </DropdownMenuItem>
          ))}
          {views.length === 0 ? <p className="px-2 py-1 text-dim">None yet.</p> : null}
          {mayKeep ? (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem onSelect={() => setSaving('new')}>
                <Plus aria-hidden /> Save this view…
              </DropdownMenuItem>
            </>
          ) : null}
          {mayKeep && current?.isOwn ? (
            <>
              <DropdownMenuItem onSelect={() => setSaving('current')}>
                <Pencil aria-hidden /> Rename or share “{current.name}”…
              </DropdownMenuItem>
              <DropdownMenuItem danger onSelect={() => void remove(current)}>
                <Trash2 aria-hidden /> Remove “{current.name}”
              </DropdownMenuItem>
            </>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {saving === null ? null : (
        <SaveViewDialog
          draft={{ team, page, query }}
          view={saving === 'current' ? (current ?? null) : null}
          onClose={() => setSaving(null)}
        />
      )}
    </>
  )
}
