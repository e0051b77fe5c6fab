import 'server-only'
import { AlertCondition } from '@/lib/domain/alert-condition'
import { describeCondition } from '@/lib/domain/describe-condition'
import { titleOfWorkflow } from '@/lib/domain/workflow-title'
import { formatAuditDetail } from '@/lib/format/format-audit-detail'
import { formatFigure } from '@/lib/format/format-figure'

/** What an act's row keeps beside its subject, in words: conditions as sentences, workflows by their titles. */
export function toldDetail(detail: Record<string, unknown>): string {
  const { condition, workflow, scope, scopeId, ...rest } = detail
  const known = AlertCondition.safeParse(condition)
  const ofWorkflow = scope === 'workflow' && typeof scopeId === 'string'
  return formatAuditDetail({
    ...rest,
    condition: known.success ? describeCondition(known.data, formatFigure) : condition,
    scope: ofWorkflow ? `workflow ${titleOfWorkflow(scopeId)}` : scope,
    workflow: typeof workflow === 'string' ? titleOfWorkflow(workflow) : workflow,
  })
}
