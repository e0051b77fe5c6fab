import { ClipboardPaste, FlaskConical, FolderGit2, FolderTree, type LucideIcon, Upload } from 'lucide-react'
import type { ProjectSourceKind } from '@/lib/domain/words'

/** Where a project's files come from, as people read it. */
export const SOURCE_WORDS = {
  git: { label: 'Git repository', icon: FolderGit2 },
  path: { label: 'Folder on the server', icon: FolderTree },
  upload: { label: 'Uploaded archive', icon: Upload },
  paste: { label: 'Pasted code', icon: ClipboardPaste },
  sample: { label: 'Sample project', icon: FlaskConical },
} satisfies Record<ProjectSourceKind, { label: string; icon: LucideIcon }>
