'use client'

import { BarChart3, Table2 } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { saveFile } from '@/components/runs/save-file'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Panel } from '@/components/ui/panel'
import { toast } from '@/components/ui/toast'
import type { ChartAnnotation } from '@/lib/domain/chart'
import { type ChartContent, isWithoutData } from './chart-content'
import { chartCsv } from './chart-csv'
import { ChartFigure } from './chart-figure'
import { ChartMenu } from './chart-menu'
import type { ChartActs } from './chart-overlay'
import { savePicture } from './save-picture'

type ChartPanelProps = ChartActs & {
  /** what a link within a page leads to */
  id?: string
  chart: ChartContent
  annotations?: readonly ChartAnnotation[]
  /** beginning of the names of saved files */
  fileName: string
  /** what the figures are of, for a picture of them: team and filters */
  about?: string
  /** left of the buttons: by what it is split */
  controls?: ReactNode
  /** a line above the drawing: what the chart leaves out */
  caption?: ReactNode
  /** another question is being answered; what is shown is the answer before */
  stale?: boolean
}

/** A chart with its answer in the title line, as a drawing or a table, in the page or as large as the screen. */
export function ChartPanel(props: ChartPanelProps) {
  const { id, chart, annotations = [], fileName, about, controls, caption, stale = false, ...acts } = props
  const [asTable, setAsTable] = useState(false)
  const [expanded, setExpanded] = useState(false)
  const drawing = useRef<HTMLDivElement>(null)
  const large = useRef<HTMLDivElement>(null)
  const more = useRef<HTMLButtonElement>(null)
  const isEmpty = isWithoutData(chart)

  const save = async (holder: HTMLElement | null) => {
    try {
      if (holder !== null) await savePicture(`${fileName}.png`, holder, { chart, about })
    } catch {
      toast.error('This browser could not make the picture. Save the table as CSV instead.')
    }
  }
  const menu = (inFull: boolean) => (
    <ChartMenu
      title={chart.title}
      buttonRef={inFull ? undefined : more}
      asTable={asTable}
      onTable={() => setAsTable(!asTable)}
      onExpand={inFull ? undefined : () => setExpanded(true)}
      onCsv={() => saveFile(`${fileName}.csv`, chartCsv(chart), 'text/csv')}
      onPicture={asTable ? undefined : () => void save((inFull ? large : drawing).current)}
    />
  )
  const Icon = asTable ? BarChart3 : Table2
  return (
    <Panel
      id={id}
      title={chart.title}
      note={chart.answer}
      aria-busy={stale}
      // Beside a longer answer the line grows, so that titles and plots stand at one height.
      className={cn(
        'flex scroll-mt-14 flex-col transition-opacity [&>header]:flex-1 [&>header]:items-start [&>header]:pt-2.5',
        stale && 'opacity-60',
      )}
      actions={
        <>
          {controls}
          {isEmpty ? null : (
            <>
              <Button
                variant="ghost"
                size="icon-sm"
                className="max-sm:hidden"
                aria-pressed={asTable}
                aria-label={`${chart.title} as a table`}
                title={asTable ? 'Show as a drawing' : 'Show as a table'}
                onClick={() => setAsTable(!asTable)}
              >
                <Icon aria-hidden />
              </Button>
              {menu(false)}
            </>
          )}
        </>
      }
    >
      {caption}
      <ChartFigure chart={chart} annotations={annotations} asTable={asTable} drawingRef={drawing} {...acts} />
      <Dialog open={expanded} onOpenChange={setExpanded}>
        <DialogContent
          title={chart.title}
          description={chart.answer}
          // It was opened from a menu that has gone: the focus goes back to what opens that.
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            more.current?.focus()
          }}
          className="h-[calc(100dvh-1rem)] w-[calc(100vw-1rem)] max-w-none grid-rows-[auto_auto_1fr] gap-2"
        >
          <div className="flex justify-end gap-1.5">
            {controls}
            {menu(true)}
          </div>
          <ChartFigure
            chart={chart}
            annotations={annotations}
            asTable={asTable}
            height="calc(100dvh - 14rem)"
            drawingRef={large}
            {...acts}
          />
        </DialogContent>
      </Dialog>
    </Panel>
  )
}
