import { z } from 'zod'
import { AlertCondition } from './alert-condition'
import { measureWords, PERCENTILE_MEASURES } from './alert-measure'

/** What a rule looks at: all of the team, or one project, workflow or member of it. */
export const AlertScope = z.enum(['team', 'project', 'workflow', 'member'])
export type AlertScope = z.infer<typeof AlertScope>

export const AlertSeverity = z.enum(['warning', 'critical'])
export type AlertSeverity = z.infer<typeof AlertSeverity>

/** `pending`: seen, but not for long enough to be told. */
export const AlertState = z.enum(['pending', 'firing', 'resolved'])
export type AlertState = z.infer<typeof AlertState>

/**
 * Where a rule stands: the worst of its alerts; `resolved`: the last one ended within a day; `no-data`: nothing to judge, or not
 * enough of it; `learning`: what is usual is not known yet.
 */
export const RuleState = z.enum(['ok', 'no-data', 'learning', 'pending', 'firing', 'resolved', 'off'])
export type RuleState = z.infer<typeof RuleState>

/** `beyond` the line; `within`: well again; `between`: neither, so that a figure at its line does not flap. */
export const Standing = z.enum(['beyond', 'between', 'within'])
export type Standing = z.infer<typeof Standing>

/** What a rule saw of one subject at one moment. */
export const AlertReading = z.object({
  /** which of several things: a budget's or provider's id; empty: the rule has but one */
  subject: z.string(),
  subjectName: z.string().nullable(),
  /** null: nothing to measure, or too little of it */
  value: z.number().nullable(),
  line: z.number().nullable(),
  n: z.number().int(),
  standing: Standing,
  text: z.string(),
})
export type AlertReading = z.infer<typeof AlertReading>

/** True for a rule that speaks of money: not for viewers of teams that show them none. */
export function tellsCosts(condition: AlertCondition): boolean {
  if (condition.kind === 'budget' || condition.kind === 'budget-stop') return true
  return 'measure' in condition && measureWords(condition.measure).unit === 'money'
}

/**
 * Whether somebody may read what a rule or alert of a stored condition says: not money where viewers see none, and then
 * not what cannot be read either.
 */
export function maySeeAlert({ seesCosts }: { seesCosts: boolean }, condition: unknown): boolean {
  if (seesCosts) return true
  const parsed = AlertCondition.safeParse(condition)
  return parsed.success && !tellsCosts(parsed.data)
}

/** Whether two conditions look at the same figure, so that what was seen for one can be drawn for the other. */
export function seesTheSame(before: unknown, after: unknown): boolean {
  const [one, other] = [before, after].map((condition) => AlertCondition.safeParse(condition).data)
  return one !== undefined && other !== undefined && figureOf(one) === figureOf(other)
}

function figureOf(condition: AlertCondition): string {
  const { kind } = condition
  if (kind === 'silence') return `${kind} ${condition.what} ${condition.windowHours}`
  return 'measure' in condition ? `${kind} ${condition.measure} ${condition.windowHours}` : kind
}

/** What the form of a rule sends. */
export const AlertRuleDraft = z
  .object({
    id: z.string().min(1).optional(),
    name: z.string().trim().min(1, 'Give the rule a name.').max(80, 'At most 80 characters.'),
    condition: AlertCondition,
    scope: AlertScope,
    /** id of the project or member, name of the workflow; of the team it is not read */
    scopeId: z.string().max(100),
    severity: AlertSeverity,
    pendingMinutes: z.number().int().min(0).max(1440),
    recoverMinutes: z.number().int().min(0).max(1440),
    /** null: told once */
    renotifyHours: z.number().int().min(1, 'At least 1 hour.').max(168, 'At most 168 hours.').nullable(),
    allChannels: z.boolean(),
    channelIds: z.array(z.string().max(64)).max(50),
  })
  .superRefine(({ condition, scope }, context) => {
    const isPercentile =
      condition.kind === 'threshold' && (PERCENTILE_MEASURES as readonly string[]).includes(condition.measure)
    if (isPercentile && scope === 'member') {
      const message = 'This figure is not kept by member. Choose another scope or measure.'
      context.addIssue({ code: 'custom', path: ['scope'], message })
    }
    if (condition.kind === 'provider-down' && scope !== 'team') {
      const message = 'Providers serve the whole team. Choose the team.'
      context.addIssue({ code: 'custom', path: ['scope'], message })
    }
  })
export type AlertRuleDraft = z.infer<typeof AlertRuleDraft>

/** A rule as lists and its form show it. */
export const AlertRuleRow = z.object({
  id: z.string(),
  /** true: every team begins with it; it can be changed and switched off, not removed */
  isBuiltIn: z.boolean(),
  name: z.string(),
  /** null: it was stored by another version and cannot be read; what it looks at has to be entered anew */
  condition: AlertCondition.nullable(),
  scope: AlertScope,
  scopeId: z.string(),
  scopeName: z.string(),
  severity: AlertSeverity,
  pendingMinutes: z.number(),
  recoverMinutes: z.number(),
  renotifyHours: z.number().nullable(),
  enabled: z.boolean(),
  allChannels: z.boolean(),
  channelIds: z.array(z.string()),
  state: RuleState,
  readings: z.array(AlertReading),
  lastReadAt: z.string().nullable(),
  problem: z.string().nullable(),
})
export type AlertRuleRow = z.infer<typeof AlertRuleRow>

export const AlertRow = z.object({
  id: z.string(),
  ruleId: z.string(),
  ruleName: z.string(),
  subjectName: z.string().nullable(),
  state: AlertState,
  severity: AlertSeverity,
  /** what was seen, in words */
  text: z.string(),
  startedAt: z.string(),
  firedAt: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
  /** only while it lasts */
  snoozedUntil: z.string().nullable(),
  /** fires on though it stands within its line: since when; it is over once it has stayed so for a while */
  clearSince: z.string().nullable(),
})
export type AlertRow = z.infer<typeof AlertRow>

export const AlertList = z.object({
  open: z.array(AlertRow),
  /** resolved ones, newest first */
  past: z.array(AlertRow),
  /** rules that are on */
  rules: z.number().int(),
})
export type AlertList = z.infer<typeof AlertList>

export const AlertEventKind = z.enum([
  'pending',
  'fired',
  'told-again',
  'resolved',
  'acknowledged',
  'unacknowledged',
  'snoozed',
  'unsnoozed',
])
export type AlertEventKind = z.infer<typeof AlertEventKind>

export const AlertEventRow = z.object({
  id: z.string(),
  kind: AlertEventKind,
  text: z.string(),
  /** null: nobody did it, it was seen */
  who: z.string().nullable(),
  at: z.string(),
})
export type AlertEventRow = z.infer<typeof AlertEventRow>

/** One point of a rule's chart; null: there was nothing to measure. */
export const AlertSamplePoint = z.object({
  at: z.string(),
  value: z.number().nullable(),
  line: z.number().nullable(),
  n: z.number().int(),
})
export type AlertSamplePoint = z.infer<typeof AlertSamplePoint>

/** Snoozing at most so long: what must not be told for longer is switched off. */
export const SNOOZE_HOURS = [1, 4, 24, 168] as const

/** All that the page of an alert shows. */
export const AlertDetail = z.object({
  alert: AlertRow.extend({
    /** null: it was stored by another version and cannot be read */
    condition: AlertCondition.nullable(),
    value: z.number().nullable(),
    line: z.number().nullable(),
    /** the reading farthest beyond the line */
    worstValue: z.number().nullable(),
  }),
  /** newest first */
  events: z.array(AlertEventRow),
  /** what the rule saw from half a day before it began, oldest first */
  samples: z.array(AlertSamplePoint),
  timeZone: z.string(),
  /** messages about it, newest first */
  deliveries: z.array(
    z.object({
      id: z.string(),
      channelName: z.string(),
      what: AlertEventKind,
      state: z.enum(['waiting', 'delivered', 'given-up']),
      problem: z.string().nullable(),
      at: z.string(),
    }),
  ),
})
export type AlertDetail = z.infer<typeof AlertDetail>

/** What the form of a rule may choose from. */
export const AlertRuleChoices = z.object({
  projects: z.array(z.object({ id: z.string(), name: z.string() })),
  members: z.array(z.object({ id: z.string(), name: z.string() })),
  channels: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type AlertRuleChoices = z.infer<typeof AlertRuleChoices>

export const AlertRuleList = z.object({ rules: z.array(AlertRuleRow) })
export type AlertRuleList = z.infer<typeof AlertRuleList>

/** A rule with what it saw in the last days and what came of it. */
export const AlertRuleDetail = z.object({
  rule: AlertRuleRow,
  /** by subject, the one that was seen last first; points oldest first */
  series: z.array(
    z.object({ subject: z.string(), name: z.string().nullable(), points: z.array(AlertSamplePoint) }),
  ),
  alerts: z.array(AlertRow),
  timeZone: z.string(),
})
export type AlertRuleDetail = z.infer<typeof AlertRuleDetail>

export const AlertAct = z.object({ alertId: z.string().min(1) })
export const AlertSnooze = AlertAct.extend({
  /** null: ends the snooze */
  hours: z.literal([...SNOOZE_HOURS]).nullable(),
})
