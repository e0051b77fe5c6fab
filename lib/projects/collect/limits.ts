import 'server-only'

const MIB = 1024 * 1024

/** What a snapshot may hold; everything above is left out and listed with its reason. */
export const SNAPSHOT_LIMITS = {
  fileBytes: MIB,
  files: 5000,
  totalBytes: 64 * MIB,
  pathLength: 400,
  pathDepth: 32,
  /** rows of the list of files left out; the rest is counted in its last row */
  skippedRows: 500,
} as const

/** What may be taken in at all; beyond it the import is refused. */
export const INTAKE_LIMITS = {
  uploadBytes: 64 * MIB,
  /** of a tar.gz: more is a decompression bomb or not a source archive */
  unpackedBytes: 512 * MIB,
  entries: 50_000,
  gitPackBytes: 512 * MIB,
  gitSeconds: 120,
} as const
