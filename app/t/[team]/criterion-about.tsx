'use client'

import { Info } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import type { Criterion } from '@/lib/domain/criterion'
import type { TargetName } from '@/lib/domain/targets'
import { formatPlural } from '@/lib/format/format-count'
import { TargetForm } from './target-form'
import { targetText } from './target-text'

type CriterionAboutProps = { teamSlug: string; criterion: Criterion; mayEdit: boolean }

/** What a criterion measures, and, for who may, the form of its target. */
export function CriterionAbout({ teamSlug, criterion, mayEdit }: CriterionAboutProps) {
  const [open, setOpen] = useState(false)
  const { id, label, about, target, planned, isEditable, neededN, noun, state } = criterion
  const isOwn = planned !== null && target !== planned
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          size="icon-sm"
          className="-my-1 -mr-1.5"
          aria-label={`About “${label}”${mayEdit && isEditable ? ' and its target' : ''}`}
        >
          <Info aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={label} align="end">
        <p>{about}</p>
        {state === 'not-built' ? null : (
          <p className="text-dim text-sm">
            {isOwn ? `The plan’s target is ${targetText(criterion, planned)}. ` : ''}
            Last 30 days{neededN > 1 ? `; a verdict needs ${formatPlural(neededN, noun)}` : ''}.
          </p>
        )}
        {mayEdit && isEditable && target !== null ? (
          <TargetForm
            teamSlug={teamSlug}
            name={id as TargetName}
            target={target}
            onDone={() => setOpen(false)}
          />
        ) : null}
      </PopoverContent>
    </Popover>
  )
}
