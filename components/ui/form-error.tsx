import { TriangleAlert } from 'lucide-react'

/** The failure of a whole form, above its buttons; announced when it appears. */
export function FormError({ text }: { text: string | null }) {
  return (
    <div aria-live="polite" className="empty:absolute">
      {text === null ? null : (
        <p className="flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-bad">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          {text}
        </p>
      )}
    </div>
  )
}
