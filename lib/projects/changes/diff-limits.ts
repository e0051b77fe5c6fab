import 'server-only'
import { SNAPSHOT_LIMITS } from '../collect/limits'

const MIB = 1024 * 1024

/** What a diff may change; beyond it the launch is refused with what to do, and nothing is left out silently. */
export const DIFF_LIMITS = {
  /** files of any kind */
  files: 1000,
  /** of one file; larger ones are listed without their text */
  fileBytes: SNAPSHOT_LIMITS.fileBytes,
  /** old and new texts together */
  totalBytes: 16 * MIB,
} as const
