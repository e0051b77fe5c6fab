'use client'

import { CalendarRange } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { isDrawable } from '@/lib/domain/chart-range'
import { zonedDay, zonedDayStart } from '@/lib/format/zone-offset'
import { rangeText } from './range-text'

type CustomRangeProps = {
  timeZone: string
  /** the preset on screen, like `7d`: where one begins to choose */
  preset: string
  /** what is chosen now; null: one of the presets is */
  chosen: { from: string; until: string } | null
  onChoose: (window: { from: string; until: string }) => void
}

const HOUR_MS = 3_600_000

/** What a preset shows at this moment, to the day. */
function presetWindow(preset: string): { from: string; until: string } {
  const [, count = '30', unit = 'd'] = /^(\d+)([dh])$/.exec(preset) ?? []
  const untilMs = Date.now()
  // With the day that has begun: of seven days six lie behind.
  const back = unit === 'h' ? Number(count) : (Number(count) - 1) * 24
  return { from: new Date(untilMs - back * HOUR_MS).toISOString(), until: new Date(untilMs).toISOString() }
}

/** Any days as the range of the charts, in the team's time zone. */
export function CustomRange({ timeZone, preset, chosen, onChoose }: CustomRangeProps) {
  const [open, setOpen] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const shown = chosen ?? presetWindow(preset)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [first, last] = [String(form.get('first')), String(form.get('last'))]
    if (first === '' || last === '') return setProblem('Choose both days.')
    if (last < first) return setProblem('The last day lies before the first: swap them.')
    const window = { from: zonedDayStart(first, timeZone), until: zonedDayStart(last, timeZone, 1) }
    if (!isDrawable(Date.parse(window.from), Date.parse(window.until)))
      return setProblem('Choose at most three years.')
    onChoose(window)
    setOpen(false)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setProblem(null)
      }}
    >
      <DialogTrigger asChild>
        <Button
          aria-label={chosen === null ? 'Custom range' : `Custom range, now ${rangeText(chosen, timeZone)}`}
        >
          <CalendarRange aria-hidden />
          {chosen === null ? 'Custom' : rangeText(chosen, timeZone)}
        </Button>
      </DialogTrigger>
      <DialogContent title="Custom range" description={`Whole days in the team's time zone, ${timeZone}.`}>
        <form className="grid gap-4" onSubmit={submit} noValidate>
          <div className="grid grid-cols-2 gap-3">
            <FormField label="First day">
              {(control) => (
                <Input {...control} type="date" name="first" defaultValue={zonedDay(shown.from, timeZone)} />
              )}
            </FormField>
            <FormField label="Last day">
              {(control) => (
                <Input
                  {...control}
                  type="date"
                  name="last"
                  defaultValue={zonedDay(new Date(Date.parse(shown.until) - 1).toISOString(), timeZone)}
                />
              )}
            </FormField>
          </div>
          <FormError text={problem} />
          <DialogFooter>
            <Button type="submit" variant="primary">
              Show these days
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
