import type { WorkflowName } from './words'

/** Workflows as people read them. */
export const WORKFLOW_TITLE = {
  'test-generation': 'Test generation',
  documentation: 'Documentation',
  'code-review': 'Code review',
  refactoring: 'Refactoring',
  'bug-prediction': 'Bug prediction',
} satisfies Record<WorkflowName, string>

const TITLES: Readonly<Record<string, string | undefined>> = WORKFLOW_TITLE

/** The title of a stored name; a name that no version knows any more is its own. */
export function titleOfWorkflow(name: string): string {
  return TITLES[name] ?? name
}
