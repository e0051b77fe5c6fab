'use client'

import { useId, useState } from 'react'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Label } from '@/components/ui/label'
import { Switch } from '@/components/ui/switch'
import { KeyNames } from './key-names'
import type { KeyBinding } from './key-registry'
import { useAllKeys, useKeys } from './use-keys'
import { useSingleKeys } from './use-single-keys'

const THIS_PAGE = 'This page'

/** `?` opens the list of the page's keys. */
export function KeysDialog() {
  const [open, setOpen] = useState(false)
  const [singleKeys, setSingleKeys] = useSingleKeys()
  const switchId = useId()
  const keys = useAllKeys()
  useKeys({ key: '?', label: 'Show the keys of this page', group: 'Everywhere', run: () => setOpen(true) })
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogContent title="Keys" description="Keys act when you are not typing.">
        {groupKeys(keys).map(([group, bindings]) => (
          <section key={group} className="grid gap-1">
            <h3 className="font-medium text-faint text-xs">{group}</h3>
            <dl className="grid">
              {bindings.map((binding) => (
                <div key={binding.key} className="flex items-center justify-between gap-4 py-0.75">
                  <dt>{binding.label}</dt>
                  <dd>
                    <KeyNames keys={binding.key} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <div className="flex items-center justify-between gap-4 border-t pt-3">
          <Label htmlFor={switchId} className="font-normal">
            Keys without ⌘ or Ctrl are on
          </Label>
          <Switch id={switchId} checked={singleKeys} onCheckedChange={setSingleKeys} />
        </div>
      </DialogContent>
    </Dialog>
  )
}

/** The page's own keys first, then by group; of two bindings for one key only the newer is in force. */
function groupKeys(keys: readonly KeyBinding[]): [string, KeyBinding[]][] {
  const inForce = new Map(keys.map((binding) => [binding.key, binding]))
  const groups = new Map<string, KeyBinding[]>([[THIS_PAGE, []]])
  for (const binding of inForce.values()) {
    const group = binding.group ?? THIS_PAGE
    groups.set(group, [...(groups.get(group) ?? []), binding])
  }
  return [...groups].filter(([, bindings]) => bindings.length > 0)
}
