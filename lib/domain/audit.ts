import { z } from 'zod'
import { queryList } from './query-list'

/** What each act of the audit log is called after a name: "Mara launched runs". A write without a word here does not compile. */
export const AUDIT_WORDS = {
  'team.create': 'made the team',
  'team.rename': 'renamed the team',
  'team.set-use-model': 'switched the use of models',
  'team.set-time-zone': 'set the time zone',
  'team.show-costs': 'changed whether viewers see costs',
  'invitation.create': 'invited somebody',
  'invitation.mail': 'sent an invitation by e-mail',
  'invitation.revoke': 'took an invitation back',
  'invitation.accept': 'joined the team',
  'member.change-role': 'changed a role',
  'member.remove': 'removed a member, or left',
  'session.end': 'ended sessions',
  'project.create': 'added a project',
  'project.import': 'imported a project’s files',
  'project.refresh': 'refreshed a project’s files',
  'project.retry-import': 'started an import again',
  'project.cancel-import': 'cancelled an import',
  'project.discard': 'discarded a project without files',
  'project.archive': 'archived a project',
  'project.restore': 'brought a project back',
  'project.set-data-policy': 'set a data policy',
  'launch.create': 'launched runs',
  'launch.cancel': 'cancelled a launch',
  'run.cancel': 'cancelled a run',
  'run.retry': 'ran again',
  'run.edit': 'edited an output',
  'review.create': 'reviewed an output',
  'review.undo': 'took a review back',
  'finding.judge': 'judged findings',
  'finding.undo': 'took verdicts back',
  'finding.fix': 'applied a fix',
  'finding.unfix': 'took a fix back',
  'finding.commit': 'committed a fix',
  'provider.create': 'connected a provider',
  'provider.update': 'changed a provider',
  'provider.remove': 'removed a provider',
  'provider.enable': 'switched a provider on',
  'provider.disable': 'switched a provider off',
  'provider.order': 'ordered the providers',
  'provider.test': 'tested a provider',
  'routing.pin': 'pinned where a stage starts',
  'routing.reset': 'took a pin off',
  'price.create': 'added a price',
  'price.delete': 'removed a price',
  'price.reprice': 'priced attempts again',
  'budget.create': 'set a budget',
  'budget.update': 'changed a budget',
  'budget.delete': 'removed a budget',
  'budget.restore': 'brought a budget back',
  'cache.set-limits': 'set the limits of the cache',
  'cache.invalidate': 'invalidated stored results',
  'alert-rule.create': 'added an alert rule',
  'alert-rule.update': 'changed an alert rule',
  'alert-rule.enable': 'switched an alert rule on',
  'alert-rule.disable': 'switched an alert rule off',
  'alert-rule.reset': 'set an alert rule back to how every team begins',
  'alert-rule.delete': 'removed an alert rule',
  'alert-channel.create': 'added a channel of alerts',
  'alert-channel.update': 'changed a channel of alerts',
  'alert-channel.enable': 'switched a channel of alerts on',
  'alert-channel.disable': 'switched a channel of alerts off',
  'alert-channel.new-secret': 'gave a webhook a new secret',
  'alert-channel.test': 'tested a channel of alerts',
  'alert-channel.delete': 'removed a channel of alerts',
  'alert-delivery.retry': 'had a message sent again',
  'alert.acknowledge': 'acknowledged an alert',
  'alert.unacknowledge': 'took an acknowledgement back',
  'alert.snooze': 'snoozed an alert',
  'alert.unsnooze': 'ended the snooze of an alert',
  'view.save': 'saved a view of a dashboard',
  'view.remove': 'removed a view of a dashboard',
  'target.set': 'set a target',
  'retention.set': 'set how long data is kept',
  'retention.apply': 'deleted data older than the team keeps',
  'export.create': 'exported the team’s data',
  'deletion.request': 'asked for a deletion',
  'deletion.cancel': 'called a deletion off',
  'deletion.done': 'finished a deletion',
} as const

export type AuditAction = keyof typeof AUDIT_WORDS
export const AuditAction = z.enum(Object.keys(AUDIT_WORDS) as [AuditAction, ...AuditAction[]])

/** What an act was done to: the word before the dot. */
export const auditSubjects = [
  ...new Set(AuditAction.options.map((action) => action.slice(0, action.indexOf('.')))),
]

const Day = z.iso.date('Give a day as year-month-day.')

/** Filters of the audit log; an empty list leaves nothing out. Days are UTC, both included. */
export const AuditFilter = z.object({
  /** words before the dot of actions: `budget` */
  about: queryList(z.string().max(40)),
  /** user ids; `nobody`: Assay itself, by its schedule */
  who: queryList(z.string().max(64)),
  from: Day.optional(),
  until: Day.optional(),
  /** id of one thing: all that was done to it */
  subject: z.string().max(100).optional(),
})
export type AuditFilter = z.infer<typeof AuditFilter>

export const AuditQuery = AuditFilter.extend({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type AuditQuery = z.infer<typeof AuditQuery>
/** What a caller may leave out. */
export type AuditQueryInput = Partial<z.input<typeof AuditQuery>>

/** One act, as the page and the export show it. */
export const AuditRow = z.object({
  id: z.string(),
  /** ISO 8601 UTC */
  at: z.string(),
  who: z.string(),
  /** null: Assay itself */
  userId: z.string().nullable(),
  action: z.string(),
  /** the act in words */
  did: z.string(),
  subjectId: z.string().nullable(),
  /** name of what it was done to, as far as it is still there */
  subject: z.string().nullable(),
  /** below /t/[team]; null: it has no page, or is gone */
  path: z.string().nullable(),
  /** what else is known, in words */
  detail: z.string(),
  requestId: z.string().nullable(),
})
export type AuditRow = z.infer<typeof AuditRow>

export const AuditList = z.object({
  rows: z.array(AuditRow),
  /** null: this was the last page */
  nextCursor: z.string().nullable(),
  /** who stands in the log, by name: members first */
  people: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type AuditList = z.infer<typeof AuditList>
