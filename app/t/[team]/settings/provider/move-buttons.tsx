import { ArrowDown, ArrowUp } from 'lucide-react'
import { Button } from '@/components/ui/button'

export type MoveButtonsProps = {
  name: string
  isFirst: boolean
  isLast: boolean
  onMove: (by: -1 | 1) => void
}

/** Changes the order in which providers are asked: buttons, and with one of them focused the arrow keys. */
export function MoveButtons({ name, isFirst, isLast, onMove }: MoveButtonsProps) {
  const move = (by: -1 | 1) => {
    const isEnd = by === -1 ? isFirst : isLast
    if (!isEnd) onMove(by)
  }
  const onKeyDown = (event: { key: string; preventDefault: () => void }) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    move(event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <fieldset className="flex" onKeyDown={onKeyDown}>
      <legend className="sr-only">Place of {name}</legend>
      <Button
        size="sm"
        variant="ghost"
        aria-label={`Ask ${name} earlier`}
        aria-disabled={isFirst}
        onClick={() => move(-1)}
      >
        <ArrowUp aria-hidden />
      </Button>
      <Button
        size="sm"
        variant="ghost"
        aria-label={`Ask ${name} later`}
        aria-disabled={isLast}
        onClick={() => move(1)}
      >
        <ArrowDown aria-hidden />
      </Button>
    </fieldset>
  )
}
