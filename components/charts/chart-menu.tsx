'use client'

import { Download, Ellipsis, ImageDown, Maximize2, Table2 } from 'lucide-react'
import type { RefObject } from 'react'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'

type ChartMenuProps = {
  title: string
  /** gets the button, for giving the focus back to it */
  buttonRef?: RefObject<HTMLButtonElement | null>
  asTable: boolean
  onTable: () => void
  /** absent where it is full already */
  onExpand?: (() => void) | undefined
  onCsv: () => void
  /** absent while nothing is drawn */
  onPicture?: (() => void) | undefined
}

/** What else can be done with a chart. */
export function ChartMenu(props: ChartMenuProps) {
  const { title, buttonRef, asTable, onTable, onExpand, onCsv, onPicture } = props
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button ref={buttonRef} variant="ghost" size="icon-sm" aria-label={`More for ${title}`} title="More">
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={onTable}>
          <Table2 aria-hidden /> {asTable ? 'Show as a drawing' : 'Show as a table'}
        </DropdownMenuItem>
        {onExpand === undefined ? null : (
          <DropdownMenuItem onSelect={onExpand}>
            <Maximize2 aria-hidden /> Full screen
          </DropdownMenuItem>
        )}
        <DropdownMenuItem onSelect={onCsv}>
          <Download aria-hidden /> Save as CSV
        </DropdownMenuItem>
        <DropdownMenuItem disabled={onPicture === undefined} onSelect={() => onPicture?.()}>
          <ImageDown aria-hidden /> Save as PNG
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
