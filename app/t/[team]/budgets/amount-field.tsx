import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { parseBudget } from '../launch/parse-budget'

/** A limit in dollars, as it is typed. */
export function AmountField({ error, defaultValue }: { error: string | null; defaultValue?: string }) {
  return (
    <FormField label="Limit in US dollars" error={error}>
      {(control) => (
        <Input
          {...control}
          name="amount"
          inputMode="decimal"
          placeholder="25.00"
          defaultValue={defaultValue}
        />
      )}
    </FormField>
  )
}

/** The amount of the form in integer nano-USD, or what is wrong with it. */
export function readAmount(form: FormData): { ok: true; nanoUsd: number } | { ok: false; text: string } {
  const parsed = parseBudget(String(form.get('amount') ?? ''))
  if (!parsed.ok) return parsed
  if (parsed.nanoUsd === null) return { ok: false, text: 'Enter an amount in US dollars, such as 25.' }
  return { ok: true, nanoUsd: parsed.nanoUsd }
}
