/** Keys of every query; a live event invalidates by their beginnings. `team` is the slug. */
export const queryKeys = {
  team: (team: string) => ['t', team] as const,
  overview: (team: string) => ['t', team, 'overview'] as const,
  allRuns: (team: string) => ['t', team, 'runs'] as const,
  runs: (team: string, filters: unknown) => ['t', team, 'runs', filters] as const,
  run: (team: string, id: string) => ['t', team, 'run', id] as const,
  everyLaunch: (team: string) => ['t', team, 'launch'] as const,
  launch: (team: string, id: string) => ['t', team, 'launch', id] as const,
  everyFinding: (team: string) => ['t', team, 'findings'] as const,
  findings: (team: string, filters: unknown) => ['t', team, 'findings', 'list', filters] as const,
  findingCounts: (team: string, project: string) => ['t', team, 'findings', 'counts', project] as const,
  runFindings: (team: string, run: string) => ['t', team, 'findings', 'run', run] as const,
  finding: (team: string, id: string) => ['t', team, 'findings', 'one', id] as const,
  projects: (team: string) => ['t', team, 'projects'] as const,
  project: (team: string, slug: string) => ['t', team, 'projects', 'one', slug] as const,
  /** below `projects`, so that what makes those stale makes these stale, too */
  snapshots: (team: string, project: string) => ['t', team, 'projects', 'snapshots', project] as const,
  everyProjectModules: (team: string) => ['t', team, 'modules'] as const,
  modules: (team: string, project: string) => ['t', team, 'modules', project] as const,
  allEstimates: (team: string) => ['t', team, 'estimate'] as const,
  estimate: (team: string, request: unknown) => ['t', team, 'estimate', request] as const,
  search: (team: string, q: string) => ['t', team, 'search', q] as const,
  everyChart: (team: string) => ['t', team, 'charts'] as const,
  everyAskOf: (team: string, id: string) => ['t', team, 'charts', id] as const,
  chart: (team: string, id: string, ask: unknown) => ['t', team, 'charts', id, ask] as const,
  filterChoices: (team: string) => ['t', team, 'filter-choices'] as const,
  /** below the charts, so that what makes those stale makes this stale, too */
  breakers: (team: string) => ['t', team, 'charts', 'breakers'] as const,
  criteria: (team: string) => ['t', team, 'charts', 'criteria'] as const,
  workflowCosts: (team: string, ask: unknown) => ['t', team, 'charts', 'workflow-costs', ask] as const,
  everyAnnotation: (team: string) => ['t', team, 'annotations'] as const,
  annotations: (team: string, ask: unknown) => ['t', team, 'annotations', ask] as const,
  budgets: (team: string) => ['t', team, 'budgets'] as const,
  budgetWarnings: (team: string) => ['t', team, 'budget-warnings'] as const,
  /** below `settings`: any write of a setting makes it stale, too */
  audit: (team: string, filter: unknown) => ['t', team, 'settings', 'audit', filter] as const,
  /** below it: lists, the bell, rules, channels, deliveries */
  everyAlert: (team: string) => ['t', team, 'alerts'] as const,
  settings: (team: string) => ['t', team, 'settings'] as const,
  /** payloads never change: they are outside what events invalidate */
  attemptPayload: (team: string, attemptId: string) => ['payload', team, attemptId] as const,
  health: () => ['health'] as const,
}
