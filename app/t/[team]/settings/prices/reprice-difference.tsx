'use client'

import { useRouter } from 'next/navigation'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { toast } from '@/components/ui/toast'
import type { RepricePreview, RepriceRequest } from '@/lib/domain/price'
import { formatCount, formatPlural } from '@/lib/format/format-count'
import { formatMoney } from '@/lib/format/format-money'
import { repriceAttemptsAction } from './actions'
import { formatDifference } from './format-difference'

type RepriceDifferenceProps = {
  teamSlug: string
  request: RepriceRequest
  preview: RepricePreview
  onDone: () => void
}

/** What a reprice would change, by model, and the button that does it. */
export function RepriceDifference({ teamSlug, request, preview, onDone }: RepriceDifferenceProps) {
  const router = useRouter()
  const { run } = useToastAction(repriceAttemptsAction)
  const { byModel, ...seen } = preview
  if (seen.attempts === 0) {
    return (
      <p className="border-line-soft border-t px-3.5 py-3 text-dim" role="status">
        Nothing would change: each of these attempts was charged by the price that holds for its time.
      </p>
    )
  }
  const attempts = formatPlural(seen.attempts, 'attempt')
  const difference = formatDifference(seen.beforeNanoUsd, seen.afterNanoUsd)
  const reprice = async () => {
    const result = await run({ team: teamSlug, ...request, seen })
    if (!result.ok) return
    toast.success(`${attempts} priced again: ${difference}.`)
    onDone()
    router.refresh()
  }
  return (
    <div className="border-line-soft border-t">
      <Table label="Difference by model">
        <thead>
          <tr>
            <Th>Model</Th>
            <Th className="text-right">Attempts</Th>
            <Th className="text-right">Before</Th>
            <Th className="text-right">After</Th>
            <Th className="text-right">Difference</Th>
          </tr>
        </thead>
        <tbody>
          {[...byModel, { model: 'all together', ...seen }].map((row) => (
            <Tr key={row.model}>
              <Td>{row.model}</Td>
              <Td numeric>{formatCount(row.attempts)}</Td>
              <Td numeric>{formatMoney(row.beforeNanoUsd)}</Td>
              <Td numeric>{formatMoney(row.afterNanoUsd)}</Td>
              <Td numeric>{formatDifference(row.beforeNanoUsd, row.afterNanoUsd)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <div className="flex justify-end p-3.5">
        <ConfirmDialog
          title={`Price ${attempts} again?`}
          description={`Costs of attempts and runs, and what budgets have spent in this period, change by ${difference}. By which row and amount each attempt stood before stays on its run’s receipt.`}
          confirmLabel="Price them again"
          danger={false}
          onConfirm={reprice}
        >
          <Button variant="primary">Price {attempts} again</Button>
        </ConfirmDialog>
      </div>
    </div>
  )
}
