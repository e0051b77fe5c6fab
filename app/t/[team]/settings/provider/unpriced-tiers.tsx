import { TriangleAlert } from 'lucide-react'
import { AddPrice } from '../prices/add-price'

type UnpricedTiersProps = {
  teamSlug: string
  /** of the provider's tiers */
  models: readonly string[]
  /** models without a price */
  unpriced: readonly string[]
  editable: boolean
}

/** That calls of these models will be charged by a guess, said before any is made. */
export function UnpricedTiers({ teamSlug, models, unpriced, editable }: UnpricedTiersProps) {
  const without = [...new Set(models)].filter((model) => unpriced.includes(model))
  if (without.length === 0) return null
  return (
    <ul className="mx-3.5 mb-3.5 grid gap-1 rounded-lg border bg-warn-soft px-3 py-2 text-sm text-warn">
      {without.map((model) => (
        <li key={model} className="flex items-start gap-2">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <span>
            <span className="font-mono text-xs">{model}</span> has no price: its calls are charged as the
            dearest known. <AddPrice teamSlug={teamSlug} model={model} editable={editable} />
          </span>
        </li>
      ))}
    </ul>
  )
}
