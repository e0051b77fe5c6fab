import type { RetentionKind } from '@/lib/domain/retention'

/** What each kind is, and what is lost with it. */
export const RETENTION_WORDS = {
  payloads: {
    label: 'Prompts and answers',
    hint: 'What was sent to models and what they said. Cost, tokens and times of each call stay. The engine holds answers for 7 days after their run, too, and the cache what it stores.',
    noun: 'prompt',
  },
  logs: {
    label: 'Logs of checks',
    hint: 'Output of tests and tools. Their figures and verdicts stay.',
    noun: 'log',
  },
  runs: {
    label: 'Runs',
    hint: 'With outputs, attempts, checks and reviews, and launches that have no other. What a finding points to stays; so do charts and budgets. A new budget counts its month from them.',
    noun: 'run',
  },
  reviews: {
    label: 'Reviews',
    hint: 'Comments, ratings and times of each person. The verdict and the rating that a run shows stay, as do charts. The criteria look back on 30 days of them.',
    noun: 'review',
  },
  snapshots: {
    label: 'Files of earlier imports',
    hint: 'Of each project the newest stays, and all that a launch or a finding is about.',
    noun: 'import',
  },
  alerts: {
    label: 'Alerts that are over',
    hint: 'With what happened to them and the messages about them. What fires stays, however long it lasts.',
    noun: 'alert',
  },
  messages: {
    label: 'Messages of alerts',
    hint: 'The log of deliveries: what was sent to which channel, and whether it arrived. It grows with every message: without a number here none is ever deleted, unless its alert is.',
    noun: 'message',
  },
  audit: {
    label: 'Audit log',
    hint: 'With the history of budgets. A quarter of it is kept in any case.',
    noun: 'act',
  },
} satisfies Record<RetentionKind, { label: string; hint: string; noun: string }>
