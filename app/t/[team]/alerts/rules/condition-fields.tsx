'use client'

import { ChoiceField } from '@/components/ui/choice-field'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { WINDOW_HOURS } from '@/lib/domain/alert-condition'
import {
  type AlertMeasure,
  BASELINE_MEASURES,
  measureWords,
  SHARE_MEASURES,
  THRESHOLD_MEASURES,
} from '@/lib/domain/alert-measure'
import { describeHours } from '@/lib/domain/describe-condition'
import { type RuleForm, TYPED_IN } from './rule-draft'

export interface FieldsProps {
  form: RuleForm
  onChange: (change: Partial<RuleForm>) => void
  errorOf: (field: string) => string | null
}

type TextField = {
  [Key in keyof RuleForm]: RuleForm[Key] extends string ? (string extends RuleForm[Key] ? Key : never) : never
}[keyof RuleForm]

type TypedFieldProps = FieldsProps & {
  label: string
  name: TextField
  /** path of the field in what is sent */
  path: string
  hint?: string
}

/** One line that is typed. */
export function TypedField({ form, onChange, errorOf, label, name, path, hint }: TypedFieldProps) {
  return (
    <FormField label={label} hint={hint} error={errorOf(path)}>
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          value={form[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </FormField>
  )
}

const measureOptions = (measures: readonly AlertMeasure[]) =>
  measures.map((value) => ({ value, label: measureWords(value).label }))

const DIRECTIONS = [
  { value: 'above', label: 'Above the line' },
  { value: 'below', label: 'Below the line' },
] as const

const SILENCES = [
  { value: 'no-runs', label: 'No run ends' },
  { value: 'none-ends', label: 'Runs wait, none ends' },
  { value: 'only-templates', label: 'Every run is a template' },
] as const

const LEAST = {
  'no-runs': 'Least number of runs in 28 days',
  'none-ends': 'Least number of runs that wait',
  'only-templates': 'Least number of runs',
} satisfies Record<RuleForm['what'], string>

function WindowField({ form, onChange, errorOf, hours }: FieldsProps & { hours: readonly number[] }) {
  return (
    <FormField
      label="Over the last"
      hint="Whole hours, with the one under way."
      error={errorOf('condition.windowHours')}
    >
      {(control) => (
        <Select
          {...control}
          value={String(form.windowHours)}
          options={hours.map((value) => ({ value: String(value), label: describeHours(value) }))}
          onValueChange={(value) => onChange({ windowHours: Number(value) })}
        />
      )}
    </FormField>
  )
}

function MeasureField({
  name,
  measures,
  ...fields
}: FieldsProps & {
  name: 'thresholdMeasure' | 'ratioMeasure' | 'baselineMeasure'
  measures: readonly AlertMeasure[]
}) {
  return (
    <>
      <FormField label="Figure" error={fields.errorOf('condition.measure')}>
        {(control) => (
          <Select
            {...control}
            value={fields.form[name]}
            options={measureOptions(measures)}
            onValueChange={(measure) => fields.onChange({ [name]: measure })}
          />
        )}
      </FormField>
      <ChoiceField
        label="Trouble is"
        value={fields.form.direction}
        options={DIRECTIONS}
        onValueChange={(direction) => fields.onChange({ direction })}
      />
    </>
  )
}

function FigureFields(fields: FieldsProps) {
  const { kind, thresholdMeasure, ratioMeasure } = fields.form
  const isRatio = kind === 'ratio'
  const { unit, noun } = measureWords(isRatio ? ratioMeasure : thresholdMeasure)
  return (
    <>
      {isRatio ? (
        <MeasureField {...fields} name="ratioMeasure" measures={SHARE_MEASURES} />
      ) : (
        <MeasureField {...fields} name="thresholdMeasure" measures={THRESHOLD_MEASURES} />
      )}
      <TypedField {...fields} label={`Line (${TYPED_IN[unit]})`} name="line" path="condition.line" />
      <WindowField {...fields} hours={WINDOW_HOURS} />
      <TypedField
        {...fields}
        label={`Least number of ${noun}s`}
        name="minN"
        path="condition.minN"
        hint="With fewer there is no data."
      />
      <MarginField {...fields} />
    </>
  )
}

function MarginField(fields: FieldsProps) {
  return (
    <TypedField
      {...fields}
      label="Margin (% of the line)"
      name="marginPercent"
      path="condition.margin"
      hint="It is well again only so far back from the line."
    />
  )
}

function BaselineFields(fields: FieldsProps) {
  const { unit } = measureWords(fields.form.baselineMeasure)
  const narrowed = { ...fields.form, windowHours: fields.form.windowHours === 168 ? 168 : 24 }
  return (
    <>
      <MeasureField {...fields} name="baselineMeasure" measures={BASELINE_MEASURES} />
      <TypedField
        {...fields}
        label="Times the usual"
        name="factor"
        path="condition.factor"
        hint="The usual is the median of the same hours of the weeks before."
      />
      <TypedField {...fields} label="Weeks to compare with" name="weeks" path="condition.weeks" />
      <TypedField
        {...fields}
        label={`Floor (${TYPED_IN[unit]})`}
        name="floor"
        path="condition.floor"
        hint="Less is never unusual."
      />
      <WindowField {...fields} form={narrowed} hours={[24, 168]} />
      <MarginField {...fields} />
    </>
  )
}

function SilenceFields(fields: FieldsProps) {
  return (
    <>
      <FormField label="What silence means" error={fields.errorOf('condition.what')}>
        {(control) => (
          <Select
            {...control}
            value={fields.form.what}
            options={SILENCES}
            onValueChange={(what) => fields.onChange({ what })}
          />
        )}
      </FormField>
      <WindowField {...fields} hours={WINDOW_HOURS} />
      <TypedField {...fields} label={LEAST[fields.form.what]} name="minN" path="condition.minN" />
    </>
  )
}

/** What a rule of the chosen kind asks. */
export function ConditionFields(fields: FieldsProps) {
  switch (fields.form.kind) {
    case 'threshold':
    case 'ratio':
      return <FigureFields {...fields} />
    case 'baseline':
      return <BaselineFields {...fields} />
    case 'silence':
      return <SilenceFields {...fields} />
    case 'budget':
      return (
        <TypedField
          {...fields}
          label="Per cent of the limit"
          name="percent"
          path="condition.percent"
          hint="Each budget of the scope has an alert of its own."
        />
      )
    case 'budget-stop':
      return (
        <p className="col-span-full text-dim text-sm">
          It fires when a hard budget has too little left for a call, so that runs take the template. It ends
          when the budget begins anew, or is raised. Each budget of the scope has an alert of its own.
        </p>
      )
    case 'provider-down':
      return (
        <p className="col-span-full text-dim text-sm">
          It fires when calls to a model of a provider fail so often that it is left alone. Each provider has
          an alert of its own.
        </p>
      )
  }
}
