import type { ProjectRow } from '@/lib/domain/project-row'

/** Projects that can be run, and those whose files have not come: there is nothing to choose in them yet. */
export function splitProjects(projects: readonly ProjectRow[]): {
  ready: ProjectRow[]
  waiting: ProjectRow[]
} {
  return {
    ready: projects.filter(({ snapshot }) => snapshot !== null),
    waiting: projects.filter(({ snapshot }) => snapshot === null),
  }
}
