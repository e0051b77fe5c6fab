'use client'

import { ArrowDownToLine } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { CodeView } from '@/components/code/code-view'
import { coverageByLine, gapStarts } from '@/components/code/coverage-by-line'
import { CoverageLegend, coverageSentence } from '@/components/code/coverage-legend'
import { Button } from '@/components/ui/button'
import type { LineCoverage } from '@/lib/domain/check'

type CoveredSourceProps = {
  path: string
  source: string
  /** null: nothing was measured */
  coverage: LineCoverage | null
  /** the run has not ended: it may still be measured */
  isUnderWay?: boolean
  /** a line to go to; a new object for each time */
  focus?: { line: number } | null
  className?: string
}

/** The module's source with coverage in the gutter, its counts, and a way from gap to gap. */
export function CoveredSource({
  path,
  source,
  coverage,
  isUnderWay = false,
  focus = null,
  className,
}: CoveredSourceProps) {
  const [focusLine, setFocusLine] = useState<number | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const states = useMemo(() => (coverage === null ? undefined : coverageByLine(coverage)), [coverage])
  const gaps = useMemo(() => (states === undefined ? [] : gapStarts(states)), [states])
  const goTo = useCallback((line: number) => {
    setFocusLine(line)
    box.current?.querySelector(`[data-line="${line}"]`)?.scrollIntoView({ block: 'center' })
  }, [])
  const goToNextGap = () => {
    const next = gaps.find((line) => line > (focusLine ?? 0)) ?? gaps[0]
    if (next !== undefined) goTo(next)
  }
  useEffect(() => {
    if (focus !== null) goTo(focus.line)
  }, [focus, goTo])
  return (
    <div className="border-line-soft border-t">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line-soft border-b px-3.5 py-1.5">
        <h3 className="font-mono font-semibold text-sm wrap-anywhere">{path}</h3>
        <p className="text-dim text-sm">
          {coverage !== null
            ? coverageSentence(coverage)
            : isUnderWay
              ? 'coverage is not measured yet'
              : 'coverage was not measured'}
        </p>
        {coverage === null ? null : (
          <div className="ml-auto flex flex-wrap items-center gap-3">
            <CoverageLegend />
            {gaps.length === 0 ? null : (
              <Button variant="ghost" size="sm" onClick={goToNextGap}>
                <ArrowDownToLine aria-hidden /> Next gap
              </Button>
            )}
          </div>
        )}
      </header>
      <div ref={box}>
        <CodeView
          code={source}
          language="python"
          label={`Source of ${path}`}
          states={states}
          focusLine={focusLine}
          className={className}
        />
      </div>
    </div>
  )
}
