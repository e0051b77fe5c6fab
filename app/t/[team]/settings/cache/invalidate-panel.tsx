'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { FormField } from '@/components/ui/form-field'
import { Panel } from '@/components/ui/panel'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import type { CacheOverview, CacheSelectionKind, CacheShare } from '@/lib/domain/cache'
import { formatBytes } from '@/lib/format/format-bytes'
import { formatPlural } from '@/lib/format/format-count'
import { formatMoney } from '@/lib/format/format-money'
import { invalidateCacheAction } from './actions'

const KINDS = [
  { value: 'workflow', label: 'A workflow' },
  { value: 'prompt', label: 'A prompt version' },
  { value: 'model', label: 'A model' },
  { value: 'project', label: 'A project' },
  { value: 'everything', label: 'Everything' },
] as const satisfies readonly { value: CacheSelectionKind; label: string }[]

type InvalidatePanelProps = { teamSlug: string; overview: CacheOverview }

/** Takes results out of service, after saying how many and what they would cost again. */
export function InvalidatePanel({ teamSlug, overview }: InvalidatePanelProps) {
  const router = useRouter()
  const { run } = useToastAction(invalidateCacheAction)
  const [kind, setKind] = useState<CacheSelectionKind>('workflow')
  const [value, setValue] = useState('')
  const choices = (kind === 'everything' ? [] : (overview.shares[kind] ?? [])).filter(
    ({ entries }) => entries > 0,
  )
  const chosen = kind === 'everything' ? overview.total : choices.find((share) => share.value === value)
  const invalidate = async () => {
    const result = await run({ team: teamSlug, kind, value })
    if (!result.ok) return
    setValue('')
    toast.success(`${formatPlural(result.data.entries, 'result')} will not be served any more.`)
    router.refresh()
  }
  return (
    <Panel title="Invalidate" note="results are made anew when they are asked for again">
      <div className="grid gap-4 p-3.5">
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <FormField label="Results of">
            {(control) => (
              <Select
                {...control}
                value={kind}
                options={KINDS}
                onValueChange={(next) => {
                  setKind(next)
                  setValue('')
                }}
              />
            )}
          </FormField>
          {kind === 'everything' ? null : (
            <FormField
              label="Which"
              hint={choices.length === 0 ? 'Nothing of this kind is stored.' : undefined}
            >
              {(control) => (
                <Select
                  {...control}
                  value={value === '' ? undefined : value}
                  options={choices.map((share) => ({
                    value: share.value,
                    label: share.label,
                    hint: sizeOf(share),
                  }))}
                  onValueChange={setValue}
                  placeholder="Choose"
                  disabled={choices.length === 0}
                />
              )}
            </FormField>
          )}
        </div>
        <p aria-live="polite" className="text-dim">
          {chosen === undefined ? 'Choose what is to be made anew.' : `${sizeOf(chosen)}. ${againOf(chosen)}`}
        </p>
        <div>
          <ConfirmDialog
            title={`Invalidate ${formatPlural(chosen?.entries ?? 0, 'result')}?`}
            description={`${againOf(chosen ?? overview.total)} This cannot be undone. Runs and their outputs stay as they are.`}
            confirmLabel="Invalidate"
            onConfirm={invalidate}
          >
            <Button variant="danger" disabled={chosen === undefined || chosen.entries === 0}>
              Invalidate…
            </Button>
          </ConfirmDialog>
        </div>
      </div>
    </Panel>
  )
}

const sizeOf = ({ entries, bytes }: CacheShare) => `${formatPlural(entries, 'result')}, ${formatBytes(bytes)}`

/** What will be paid again, from what making it cost. */
function againOf({ costNanoUsd }: CacheShare): string {
  return costNanoUsd === 0
    ? 'Making them cost no money.'
    : `Making them cost ${formatMoney(costNanoUsd)}, which is paid about once more if all are asked for again.`
}
