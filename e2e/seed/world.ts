import type { Role } from '../../lib/domain/words'

/** What the journeys know of a seeded team: where its things are, and the word that stands in everything it owns. */
export interface TeamWorld {
  id: string
  slug: string
  /** in every text of the team that it never sends itself: found in an answer to anyone else, it was leaked */
  mark: string
  /** e-mail addresses; all with the password of the world */
  people: Record<Role, string>
  /** pasted code of one module, `vault.py` */
  project: { id: string; slug: string; snapshotId: string; path: string }
  /** the sample project, on which the runs are */
  sample: { id: string; slug: string; snapshotId: string }
  /** runs by their state; the one by a model has attempts, artifact and review */
  runs: Record<'template' | 'model' | 'unverified' | 'rejected' | 'failed' | 'cancelled' | 'review', string>
  launchId: string
  attemptId: string
  artifactId: string
  reviewId: string
  invitation: { id: string; token: string }
  /** the membership of the team's admin */
  memberId: string
  providerId: string
  budgetId: string
  /** the user who is the team's member */
  personId: string
  /** a deletion that was called off */
  deletionId: string
  /** a price of the team's own that charged nothing */
  priceId: string
  /** a finding in the sample, with a checked fix, a verdict by the team's member and that fix applied */
  findingId: string
  /** a view of the cost dashboard that the team's owner keeps for themselves */
  viewId: string
  /** what takes that verdict back */
  bulkId: string
  fixId: string
  /** a rule of the team's own with an alert that fires, and a message about it that was given up */
  alertRuleId: string
  alertId: string
  alertChannelId: string
  alertDeliveryId: string
}

/** Two teams that have nothing in common. */
export interface World {
  /** of the server under test */
  baseUrl: string
  databaseUrl: string
  password: string
  amber: TeamWorld
  birch: TeamWorld
}
