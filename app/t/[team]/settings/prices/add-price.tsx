import Link from 'next/link'

type AddPriceProps = {
  teamSlug: string
  model: string
  editable: boolean
  /** false where the form opens above this very place */
  scroll?: boolean
}

/** The way to the price form with the model filled in; for who may not change prices, whom to ask. */
export function AddPrice({ teamSlug, model, editable, scroll = true }: AddPriceProps) {
  if (!editable) return 'Ask an owner or admin of the team to add its price.'
  return (
    <Link
      href={`/t/${teamSlug}/settings/prices?add=${encodeURIComponent(model)}`}
      scroll={scroll}
      className="underline underline-offset-4"
    >
      Add its price
    </Link>
  )
}
