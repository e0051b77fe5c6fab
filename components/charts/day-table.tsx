import { Table, Td, Th, Tr } from '@/components/ui/table'
import { formatDay } from '@/lib/format/format-time'
import type { DaySeries, DayValues } from './day-series'

type DayTableProps = {
  label: string
  days: readonly DayValues[]
  series: readonly DaySeries[]
  format: (value: number) => string
}

/** The same figures as the bars, newest day first. */
export function DayTable({ label, days, series, format }: DayTableProps) {
  return (
    <Table label={label}>
      <thead className="sticky top-0 bg-panel">
        <tr>
          <Th>Day (UTC)</Th>
          {series.map((one) => (
            <Th key={one.key} className="text-right">
              {one.label}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.toReversed().map((day) => (
          <Tr key={day.day}>
            <Td>{formatDay(day.day)}</Td>
            {series.map((one) => (
              <Td key={one.key} numeric>
                {format(day.values[one.key] ?? 0)}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
