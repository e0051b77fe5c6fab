'use client'

import { ArrowUp } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { formatPlural } from '@/lib/format/format-count'

/** Says that runs arrived while the list was held still, and shows them. */
export function NewRunsButton({ count, onShow }: { count: number; onShow: () => void }) {
  const show = () => {
    onShow()
    window.scrollTo({ top: 0, behavior: 'smooth' })
  }
  return (
    <div aria-live="polite" className="sticky top-14 z-10 flex justify-center md:top-3">
      {count === 0 ? null : (
        <Button size="sm" onClick={show} className="mb-2 rounded-full shadow-float">
          <ArrowUp aria-hidden /> {formatPlural(count, 'new run')}
        </Button>
      )}
    </div>
  )
}
