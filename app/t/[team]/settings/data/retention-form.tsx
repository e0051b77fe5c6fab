'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { LEAST_DAYS, type Retention, RetentionKind, type RetentionPreview } from '@/lib/domain/retention'
import { formatPlural } from '@/lib/format/format-count'
import { previewRetentionAction, setRetentionAction } from './actions'
import { RETENTION_WORDS } from './retention-words'
import { ShareText } from './share-text'

type RetentionFormProps = { teamSlug: string; retention: Retention; timeZone: string; cacheDays: number }
type Days = Record<RetentionKind, string>

const KINDS = RetentionKind.options

/** An empty field means for ever; what is no number is left to the server, which says so. */
function toDraft(days: Days) {
  return Object.fromEntries(KINDS.map((kind) => [kind, days[kind].trim() === '' ? null : Number(days[kind])]))
}

/** How long what is kept. A dry run of exactly these days comes before saving them. */
export function RetentionForm({ teamSlug, retention, timeZone, cacheDays }: RetentionFormProps) {
  const router = useRouter()
  const preview = useAction(previewRetentionAction)
  const save = useAction(setRetentionAction)
  const stored = Object.fromEntries(KINDS.map((kind) => [kind, String(retention[kind] ?? '')])) as Days
  const [days, setDays] = useState(stored)
  const [seen, setSeen] = useState<RetentionPreview | null>(null)
  const inputs = useRef<Partial<Record<RetentionKind, HTMLInputElement | null>>>({})
  // The buttons are a screen below the first field: what is wrong must come into view.
  const focusFirst = (fields: Record<string, string>) => {
    const wrong = KINDS.find((kind) => kind in fields)
    if (wrong !== undefined) inputs.current[wrong]?.focus()
  }
  const isChanged = KINDS.some((kind) => days[kind].trim() !== stored[kind])
  const change = (kind: RetentionKind, value: string) => {
    setDays({ ...days, [kind]: value })
    setSeen(null)
  }
  const tryOut = async () => {
    const result = await preview.run({ team: teamSlug, ...toDraft(days) })
    setSeen(result.ok ? result.data : null)
    if (!result.ok) focusFirst(result.fields)
  }
  const submit = async () => {
    const result = await save.run({ team: teamSlug, ...toDraft(days) })
    if (!result.ok) return focusFirst(result.fields)
    toast.success('Saved. Nothing goes for 12 hours, and then at night.')
    router.refresh()
  }
  return (
    <Panel title="How long data is kept" note="in days; empty: for ever">
      <div className="grid gap-4 p-3.5">
        <ul className="grid gap-4">
          {KINDS.map((kind) => (
            <li key={kind} className="grid gap-x-6 gap-y-1 sm:grid-cols-[minmax(0,1fr)_7rem_minmax(0,13rem)]">
              <div>
                <p className="font-medium">{RETENTION_WORDS[kind].label}</p>
                <p className="text-dim text-sm">{RETENTION_WORDS[kind].hint}</p>
              </div>
              <FormField
                label={<span className="sr-only">Days to keep: {RETENTION_WORDS[kind].label}</span>}
                className="content-start"
                hint={`at least ${formatPlural(LEAST_DAYS[kind], 'day')}`}
                error={preview.fieldError(kind) ?? save.fieldError(kind)}
              >
                {(control) => (
                  <Input
                    {...control}
                    ref={(input) => {
                      inputs.current[kind] = input
                    }}
                    inputMode="numeric"
                    placeholder="for ever"
                    value={days[kind]}
                    onChange={({ target }) => change(kind, target.value)}
                  />
                )}
              </FormField>
              <p aria-live="polite" className="text-dim text-sm sm:pt-7">
                {seen === null ? null : <ShareText share={seen[kind]} kind={kind} />}
              </p>
            </li>
          ))}
        </ul>
        <FormError text={preview.formError(...KINDS) ?? save.formError(...KINDS)} />
        <div className="flex flex-wrap items-center gap-2">
          <Button loading={preview.pending} onClick={() => void tryOut()}>
            See what would go
          </Button>
          <Button
            variant="primary"
            loading={save.pending}
            disabled={!isChanged || seen === null}
            title={isChanged && seen === null ? 'See what would go first' : undefined}
            onClick={() => void submit()}
          >
            Save
          </Button>
        </div>
        <p className="text-dim text-sm">
          Deleted each night after 02:00 ({timeZone}), the first time 12 hours after you save or later: until
          then the days can be set back. Money never goes: budgets and charts keep what was counted. What
          alert rules saw for their charts is kept for 30 days. Results stored for reuse are kept for{' '}
          {cacheDays} days, see{' '}
          <Link className="text-accent underline underline-offset-4" href={`/t/${teamSlug}/settings/cache`}>
            Cache
          </Link>
          .
        </p>
      </div>
    </Panel>
  )
}
