/** The pages below Settings, for its line of links and for the palette. */
export const SETTINGS_PAGES = [
  { path: 'general', label: 'General', keywords: ['team', 'name', 'model', 'opt', 'out'] },
  {
    path: 'members',
    label: 'Members',
    keywords: ['people', 'invite', 'invitation', 'role', 'viewer', 'admin'],
  },
  {
    path: 'provider',
    label: 'Providers',
    keywords: ['provider', 'model', 'api', 'key', 'connect', 'anthropic'],
  },
  {
    path: 'routing',
    label: 'Routing',
    keywords: ['tier', 'start', 'cheap', 'capable', 'premium', 'learned', 'pin'],
  },
  { path: 'cache', label: 'Cache', keywords: ['cache', 'stored', 'hits', 'saved', 'invalidate', 'prune'] },
  { path: 'prices', label: 'Prices', keywords: ['cost', 'reprice', 'tokens', 'dollars', 'batch'] },
  { path: 'runtime', label: 'Runtime', keywords: ['sandbox', 'python', 'worker', 'pytest', 'coverage'] },
  {
    path: 'sessions',
    label: 'Your sessions',
    keywords: ['sessions', 'signed', 'devices', 'sign', 'out'],
  },
  {
    path: 'data',
    label: 'Data',
    keywords: ['retention', 'delete', 'deletion', 'export', 'archive', 'privacy', 'keep'],
  },
  {
    path: 'audit',
    label: 'Audit log',
    keywords: ['audit', 'log', 'who', 'history', 'acts'],
  },
] as const
