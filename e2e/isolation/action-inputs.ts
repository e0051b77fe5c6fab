import type { Permission } from '../../lib/domain/roles'
import type { TeamWorld } from '../seed/world'
import type { ActionInput } from './call-action'

export interface TeamActionInput {
  permission: Permission
  /** what the action takes, about the team's own things */
  own: (team: TeamWorld) => ActionInput
  /** sent in one's own team, about the other team's things; none: the action takes no ids */
  foreign?: ((mine: TeamWorld, theirs: TeamWorld) => ActionInput)[]
  /** `none-done`: it takes many ids, and says for each that there is no such thing */
  answers?: 'not-found' | 'none-done'
}

const archive = () => new File(['not an archive'], 'code.zip', { type: 'application/zip' })

/** An action that takes one id: the own one and the other team's. */
function byId(
  permission: Permission,
  name: string,
  idOf: (team: TeamWorld) => string,
  rest: ActionInput = {},
): TeamActionInput {
  const input = (team: TeamWorld) => ({ [name]: idOf(team), ...rest })
  return { permission, own: input, foreign: [(_mine, theirs) => input(theirs)] }
}

const launch = (mine: TeamWorld, theirs: TeamWorld, snapshotOf: TeamWorld) => ({
  projectId: theirs.project.id,
  snapshotId: snapshotOf.project.snapshotId,
  workflow: 'test-generation',
  modulePaths: [mine.project.path],
  options: {},
})

const manyRuns = (): TeamActionInput => ({
  permission: 'launch',
  own: (team) => ({ runIds: [team.runs.model, team.runs.failed] }),
  foreign: [(_mine, theirs) => ({ runIds: [theirs.runs.model, theirs.runs.failed] })],
  answers: 'none-done',
})

const provider = {
  name: 'Renamed by a stranger',
  kind: 'compatible',
  baseUrl: 'http://127.0.0.1:9',
  models: { cheap: 'claude-haiku-5-5', capable: 'claude-haiku-5-5', premium: 'claude-haiku-5-5' },
}
const budget = (team: TeamWorld) => ({
  scope: 'project',
  scopeId: team.project.id,
  period: 'day',
  kind: 'hard',
  limitNanoUsd: 5_000_000_000,
})
const price = {
  ...{
    model: 'claude-haiku-5-5',
    from: '2026-02-01',
    minPromptTokens: 0,
    batchPercent: 50,
    source: 'nobody',
  },
  ...{ input: '1', output: '1', cacheRead: '1', cacheWrite5m: '1', cacheWrite1h: '1' },
}
const retention = {
  ...{ payloads: 1, logs: 1, runs: 32, reviews: 32, snapshots: 1 },
  ...{ alerts: 7, messages: 7, audit: 90 },
}
const reprice = { from: '2026-01-01', to: '2026-12-31', models: ['claude-sonnet-5-5'] }
const budgetOf = (team: TeamWorld) => team.budgetId
const projectOf = (team: TeamWorld) => team.project.id
const providerOf = (team: TeamWorld) => team.providerId

const alertRule = {
  ...{ name: 'Renamed by a stranger', condition: { kind: 'budget', percent: 80 }, scope: 'team' },
  ...{ scopeId: '', severity: 'warning', pendingMinutes: 0, recoverMinutes: 0, renotifyHours: null },
  ...{ allChannels: true, channelIds: [] },
}
const alertOf = (team: TeamWorld) => team.alertId
const alertRuleOf = (team: TeamWorld) => team.alertRuleId
const alertChannelOf = (team: TeamWorld) => team.alertChannelId

/** Every action that belongs to a team. An action that is not here fails the walk. */
export const TEAM_ACTIONS: Record<string, TeamActionInput> = {
  launchAction: {
    permission: 'launch',
    own: (team) => launch(team, team, team),
    foreign: [
      (mine, theirs) => launch(mine, theirs, theirs),
      (mine, theirs) => launch(mine, mine, theirs),
      (mine, theirs) => launch(mine, theirs, mine),
      (mine, theirs) => ({
        ...launch(mine, mine, mine),
        workflow: 'code-review',
        modulePaths: [],
        changes: { kind: 'snapshots', from: theirs.project.snapshotId },
      }),
    ],
  },
  cancelLaunchAction: byId('launch', 'launchId', (team) => team.launchId),
  cancelRunsAction: manyRuns(),
  retryRunsAction: manyRuns(),
  reviewRunAction: {
    permission: 'review',
    own: (team) => ({ runId: team.runs.model, artifactId: team.artifactId, verdict: 'accepted' }),
    foreign: [
      (_mine, theirs) => ({ runId: theirs.runs.model, artifactId: theirs.artifactId, rating: 1 }),
      (mine, theirs) => ({ runId: mine.runs.model, artifactId: theirs.artifactId, rating: 1 }),
      (mine, theirs) => ({ runId: theirs.runs.model, artifactId: mine.artifactId, rating: 1 }),
    ],
  },
  undoReviewAction: byId('review', 'reviewId', (team) => team.reviewId),
  saveEditAction: byId('review', 'runId', (team) => team.runs.model, { content: 'x = 1\n' }),
  recordVerdictsAction: {
    permission: 'review',
    own: (team) => ({ findingIds: [team.findingId], verdict: 'dismissed', reason: 'wrong' }),
    foreign: [
      (_mine, theirs) => ({ findingIds: [theirs.findingId], verdict: 'accepted' }),
      (mine, theirs) => ({ findingIds: [mine.findingId, theirs.findingId], verdict: 'accepted' }),
    ],
  },
  undoVerdictsAction: byId('review', 'bulkId', (team) => team.bulkId),
  applyFixAction: byId('review', 'findingId', (team) => team.findingId),
  commitFixAction: byId('manage-projects', 'fixId', (team) => team.fixId),
  undoFixAction: byId('review', 'fixId', (team) => team.fixId),
  addProjectFromGitAction: {
    permission: 'manage-projects',
    own: () => ({ url: 'https://127.0.0.1/team/repository' }),
  },
  addProjectFromPathAction: { permission: 'manage-projects', own: () => ({ path: '/nowhere' }) },
  addProjectFromArchiveAction: { permission: 'manage-projects', own: () => ({ archive: archive() }) },
  addProjectFromPasteAction: {
    permission: 'manage-projects',
    own: () => ({ fileName: 'pasted.py', code: 'x = 1\n' }),
  },
  addSampleProjectAction: { permission: 'manage-projects', own: () => ({}) },
  refreshProjectAction: byId('manage-projects', 'projectId', projectOf, { code: 'x = 2\n' }),
  cancelImportAction: byId('manage-projects', 'projectId', projectOf),
  retryImportAction: byId('manage-projects', 'projectId', projectOf),
  discardProjectAction: byId('manage-projects', 'projectId', projectOf),
  archiveProjectAction: byId('manage-projects', 'projectId', projectOf),
  restoreProjectAction: byId('manage-projects', 'projectId', projectOf),
  requestProjectDeletionAction: byId('manage-settings', 'projectId', projectOf, { name: 'any' }),
  setDataPolicyAction: byId('manage-settings', 'projectId', projectOf, { dataPolicy: 'no-model' }),
  renameTeamAction: { permission: 'manage-team', own: () => ({ name: 'Renamed by a stranger' }) },
  setUseModelAction: { permission: 'manage-settings', own: () => ({ useModel: false }) },
  setTimeZoneAction: { permission: 'manage-settings', own: () => ({ timeZone: 'Asia/Kolkata' }) },
  setTargetAction: { permission: 'manage-settings', own: () => ({ criterion: 'unedited', value: 0.5 }) },
  setViewersSeeCostsAction: { permission: 'manage-settings', own: () => ({ seesCosts: false }) },
  inviteMemberAction: { permission: 'manage-members', own: () => ({ role: 'viewer' }) },
  revokeInvitationAction: byId('manage-members', 'invitationId', (team) => team.invitation.id),
  changeRoleAction: byId('manage-members', 'memberId', (team) => team.memberId, { role: 'viewer' }),
  // Also how one leaves a team; about someone else it needs the right to manage members.
  removeMemberAction: byId('manage-members', 'memberId', (team) => team.memberId),
  previewRetentionAction: { permission: 'manage-settings', own: () => retention },
  setRetentionAction: { permission: 'manage-settings', own: () => retention },
  requestPersonDeletionAction: byId('manage-members', 'userId', (team) => team.personId, { name: 'any' }),
  cancelDeletionAction: byId('manage-settings', 'id', (team) => team.deletionId),
  endMemberSessionsAction: byId('manage-members', 'memberId', (team) => team.memberId),
  createBudgetAction: {
    permission: 'manage-settings',
    own: (team) => budget(team),
    foreign: [
      (_mine, theirs) => budget(theirs),
      (_mine, theirs) => ({ ...budget(theirs), scope: 'member', scopeId: theirs.id }),
    ],
  },
  changeBudgetLimitAction: byId('manage-settings', 'id', budgetOf, { limitNanoUsd: 7_000_000_000 }),
  removeBudgetAction: byId('manage-settings', 'id', budgetOf),
  restoreBudgetAction: byId('manage-settings', 'id', budgetOf),
  addPriceAction: { permission: 'manage-settings', own: () => price },
  removePriceAction: byId('manage-settings', 'id', (team) => team.priceId),
  previewRepriceAction: { permission: 'manage-settings', own: () => reprice },
  repriceAttemptsAction: {
    permission: 'manage-settings',
    own: () => ({ ...reprice, seen: { attempts: 0, beforeNanoUsd: 0, afterNanoUsd: 0 } }),
  },
  saveProviderAction: byId('manage-settings', 'id', providerOf, provider),
  removeProviderAction: byId('manage-settings', 'id', providerOf),
  testProviderAction: byId('manage-settings', 'id', providerOf),
  listOfferedModelsAction: byId('manage-settings', 'id', providerOf, { baseUrl: 'http://127.0.0.1:9' }),
  switchProviderAction: byId('manage-settings', 'id', providerOf, { enabled: false }),
  orderProvidersAction: {
    permission: 'manage-settings',
    own: (team) => ({ ids: [providerOf(team)] }),
    foreign: [(_mine, theirs) => ({ ids: [providerOf(theirs)] })],
  },
  pinStartTierAction: {
    permission: 'manage-settings',
    own: () => ({ workflow: 'test-generation', stage: 'generate', tier: 'premium' }),
  },
  resetStartTierAction: {
    permission: 'manage-settings',
    own: () => ({ workflow: 'test-generation', stage: 'generate' }),
  },
  setCacheLimitsAction: { permission: 'manage-settings', own: () => ({ days: 1, megabytes: 1 }) },
  acknowledgeAlertAction: byId('review', 'alertId', alertOf, { acknowledged: true }),
  snoozeAlertAction: byId('review', 'alertId', alertOf, { hours: 1 }),
  saveAlertRuleAction: {
    permission: 'manage-settings',
    own: (team) => ({ ...alertRule, id: alertRuleOf(team) }),
    foreign: [
      (_mine, theirs) => ({ ...alertRule, id: alertRuleOf(theirs) }),
      (_mine, theirs) => ({ ...alertRule, scope: 'project', scopeId: projectOf(theirs) }),
      (_mine, theirs) => ({ ...alertRule, scope: 'member', scopeId: theirs.personId }),
      (_mine, theirs) => ({ ...alertRule, allChannels: false, channelIds: [alertChannelOf(theirs)] }),
    ],
  },
  switchAlertRuleAction: byId('manage-settings', 'id', alertRuleOf, { enabled: false }),
  resetAlertRuleAction: byId('manage-settings', 'id', alertRuleOf),
  removeAlertRuleAction: byId('manage-settings', 'id', alertRuleOf),
  saveAlertChannelAction: {
    permission: 'manage-settings',
    own: (team) => ({ id: alertChannelOf(team), name: 'Renamed by a stranger', kind: 'email' }),
    foreign: [
      (_mine, theirs) => ({ id: alertChannelOf(theirs), name: 'Renamed by a stranger', kind: 'email' }),
      (_mine, theirs) => ({ name: 'To strangers', kind: 'email', userIds: [theirs.personId] }),
    ],
  },
  switchAlertChannelAction: byId('manage-settings', 'id', alertChannelOf, { enabled: false }),
  renewAlertSecretAction: byId('manage-settings', 'id', alertChannelOf),
  testAlertChannelAction: byId('manage-settings', 'id', alertChannelOf),
  removeAlertChannelAction: byId('manage-settings', 'id', alertChannelOf),
  retryAlertDeliveryAction: byId('manage-settings', 'id', (team) => team.alertDeliveryId),
  saveViewAction: byId('keep-views', 'id', (team) => team.viewId, {
    page: 'cost',
    name: 'Renamed by a stranger',
    query: '',
    isShared: true,
  }),
  removeViewAction: byId('keep-views', 'id', (team) => team.viewId),
  invalidateCacheAction: byId('manage-settings', 'value', projectOf, { kind: 'project' }),
}

export interface OtherActionInput {
  input: ActionInput
  /** what someone who is signed out gets for it, and what someone of another team gets */
  signedOut: string
  signedIn: string
}

/** The actions outside any team, with input that must lead nowhere. */
export const OTHER_ACTIONS: Record<string, OtherActionInput> = {
  signInAction: {
    input: { email: 'nobody@nowhere.test', password: 'a wrong password' },
    signedOut: 'invalid-input',
    signedIn: 'invalid-input',
  },
  signUpAction: {
    input: { name: 'Nobody', email: 'no address', password: 'a long password' },
    signedOut: 'invalid-input',
    signedIn: 'invalid-input',
  },
  createTeamAction: { input: { name: '' }, signedOut: 'not-signed-in', signedIn: 'invalid-input' },
  acceptInvitationAction: {
    input: { token: 'no-such-invitation-link' },
    signedOut: 'not-signed-in',
    signedIn: 'not-found',
  },
  endSessionsAction: {
    input: { ids: ['no-such-session'] },
    signedOut: 'not-signed-in',
    signedIn: 'not-found',
  },
  // Last: it ends the session of whoever calls it.
  signOutAction: { input: {}, signedOut: 'ok', signedIn: 'ok' },
}
