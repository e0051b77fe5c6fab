'use server'

import { z } from 'zod'
import {
  AddArchiveProject,
  AddGitProject,
  AddPasteProject,
  AddPathProject,
  SetDataPolicy,
} from '@/lib/domain/project'
import { defineAction } from '@/lib/entry/define-action'
import { addProjectFromArchive } from '@/lib/projects/add-project-from-archive'
import { addProjectFromGit } from '@/lib/projects/add-project-from-git'
import { addProjectFromPaste } from '@/lib/projects/add-project-from-paste'
import { addProjectFromPath } from '@/lib/projects/add-project-from-path'
import { addSampleProject } from '@/lib/projects/add-sample-project'
import { archiveProject, restoreProject } from '@/lib/projects/archive-project'
import { refreshProject } from '@/lib/projects/refresh-project'
import { setDataPolicy } from '@/lib/projects/set-data-policy'

const permission = 'manage-projects'

export const addProjectFromGitAction = defineAction({
  name: 'add-project-from-git',
  permission,
  input: AddGitProject,
  handler: (ctx, input) => addProjectFromGit(ctx, input),
})

export const addProjectFromPathAction = defineAction({
  name: 'add-project-from-path',
  permission,
  input: AddPathProject,
  handler: (ctx, input) => addProjectFromPath(ctx, input),
})

export const addProjectFromArchiveAction = defineAction({
  name: 'add-project-from-archive',
  permission,
  input: AddArchiveProject,
  handler: (ctx, input) => addProjectFromArchive(ctx, input),
})

export const addProjectFromPasteAction = defineAction({
  name: 'add-project-from-paste',
  permission,
  input: AddPasteProject,
  handler: (ctx, input) => addProjectFromPaste(ctx, input),
})

export const addSampleProjectAction = defineAction({
  name: 'add-sample-project',
  permission,
  input: z.object({}),
  handler: (ctx) => addSampleProject(ctx),
})

export const refreshProjectAction = defineAction({
  name: 'refresh-project',
  permission,
  input: z.object({
    projectId: z.string().min(1),
    archive: z.file('Choose a zip or tar.gz file.').optional(),
    code: AddPasteProject.shape.code.optional(),
  }),
  handler: (ctx, input) => refreshProject(ctx, input),
})

const ProjectId = z.object({ projectId: z.string().min(1) })

export const archiveProjectAction = defineAction({
  name: 'archive-project',
  permission,
  input: ProjectId,
  handler: archiveProject,
})

export const restoreProjectAction = defineAction({
  name: 'restore-project',
  permission,
  input: ProjectId,
  handler: restoreProject,
})

export const setDataPolicyAction = defineAction({
  name: 'set-data-policy',
  permission: 'manage-settings',
  input: SetDataPolicy,
  handler: setDataPolicy,
})
