import 'server-only'

/** Columns that hold ids of people, by table: what is left of somebody whose data is deleted points to nobody. */
export const PERSON_COLUMNS: Record<string, readonly string[]> = {
  launch: ['createdBy'],
  run: ['createdBy'],
  attempt: ['userId'],
  artifact: ['createdBy'],
  review: ['userId'],
  finding_verdict: ['userId', 'undoneBy'],
  finding_fix: ['createdBy', 'undoneBy'],
  project: ['createdBy'],
  snapshot: ['createdBy'],
  provider: ['createdBy'],
  price: ['createdBy'],
  reprice: ['createdBy'],
  budget: ['createdBy', 'scopeId'],
  routing_override: ['createdBy'],
  invitation: ['invitedBy', 'acceptedBy'],
  audit_entry: ['userId', 'subjectId'],
  // Whom it is about is forgotten last: until then a crash must be able to go on.
  deletion: ['requestedBy', 'cancelledBy'],
  alert_rule: ['createdBy', 'scopeId'],
  alert: ['acknowledgedBy', 'subject'],
  alert_event: ['userId'],
  alert_channel: ['createdBy'],
  saved_view: ['createdBy'],
  team_target: ['updatedBy'],
}

/** Of a team, and named like the above, but about accounts: they go with the person. */
export const OWN_COLUMNS: Record<string, readonly string[]> = { member: ['userId'] }

/** Named like the above, but about something else: a budget that stopped a run. */
export const OTHER_COLUMNS: Record<string, readonly string[]> = { run: ['stoppedBy'] }
