'use server'

import { z } from 'zod'
import { requestProjectDeletion } from '@/lib/admin/request-project-deletion'
import { ProjectDeletionDraft } from '@/lib/domain/deletion'
import {
  AddArchiveProject,
  AddGitProject,
  AddPasteProject,
  AddPathProject,
  AddSampleProject,
  SetDataPolicy,
} from '@/lib/domain/project'
import { defineAction } from '@/lib/entry/define-action'
import { addArchiveProject } from '@/lib/imports/add-archive-project'
import { addGitProject } from '@/lib/imports/add-git-project'
import { addPaste } from '@/lib/imports/add-paste'
import { addPathProject } from '@/lib/imports/add-path-project'
import { addSample } from '@/lib/imports/add-sample'
import { cancelImport } from '@/lib/imports/cancel-import'
import { discardProject } from '@/lib/imports/discard-project'
import { refreshProject } from '@/lib/imports/refresh-project'
import { retryImport } from '@/lib/imports/retry-import'
import { archiveProject, restoreProject } from '@/lib/projects/archive-project'
import { setDataPolicy } from '@/lib/projects/set-data-policy'

const permission = 'manage-projects'

export const addProjectFromGitAction = defineAction({
  name: 'add-project-from-git',
  permission,
  input: AddGitProject,
  handler: (ctx, input) => addGitProject(ctx, input),
})

export const addProjectFromPathAction = defineAction({
  name: 'add-project-from-path',
  permission,
  input: AddPathProject,
  handler: (ctx, input) => addPathProject(ctx, input),
})

export const addProjectFromArchiveAction = defineAction({
  name: 'add-project-from-archive',
  permission,
  input: AddArchiveProject,
  handler: (ctx, input) => addArchiveProject(ctx, input),
})

export const addProjectFromPasteAction = defineAction({
  name: 'add-project-from-paste',
  permission,
  input: AddPasteProject,
  handler: (ctx, input) => addPaste(ctx, input),
})

export const addSampleProjectAction = defineAction({
  name: 'add-sample-project',
  permission,
  input: AddSampleProject,
  handler: (ctx, input) => addSample(ctx, input),
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

export const cancelImportAction = defineAction({
  name: 'cancel-import',
  permission,
  input: ProjectId,
  handler: cancelImport,
})

export const retryImportAction = defineAction({
  name: 'retry-import',
  permission,
  input: ProjectId,
  handler: retryImport,
})

export const discardProjectAction = defineAction({
  name: 'discard-project',
  permission,
  input: ProjectId,
  handler: discardProject,
})

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

export const requestProjectDeletionAction = defineAction({
  name: 'request-project-deletion',
  permission: 'manage-settings',
  input: ProjectDeletionDraft,
  handler: requestProjectDeletion,
})
