import { z } from 'zod'

/** Where a view can be saved. */
export const ViewPage = z.enum(['cost', 'quality', 'reliability', 'cache'])
export type ViewPage = z.infer<typeof ViewPage>

/** `id`: of the view that is changed; without, a new one is made. */
export const SavedViewDraft = z.object({
  id: z.string().max(64).optional(),
  page: ViewPage,
  name: z.string().trim().min(1, 'Give the view a name.').max(60, 'At most 60 characters.'),
  /** the page's query string: range, filters, splits */
  query: z.string().max(4000, 'That are too many filters to be kept as a view.'),
  /** everybody of the team sees it */
  isShared: z.boolean(),
})
export type SavedViewDraft = z.infer<typeof SavedViewDraft>

/** A page's range, filters and splits under a name. */
export const SavedView = SavedViewDraft.extend({
  id: z.string(),
  /** who may remove it: its maker */
  isOwn: z.boolean(),
})
export type SavedView = z.infer<typeof SavedView>
