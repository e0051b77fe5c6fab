import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const Manifest = z.object({
  node: z.record(
    z.string(),
    z.object({ exportedName: z.string(), workers: z.record(z.string(), z.unknown()) }),
  ),
})

export interface BuiltAction {
  id: string
  name: string
  /** URL pattern of a page that uses it */
  page: string
}

/** Every server action of the build that is served, with the id that a POST calls it by. */
export function listBuiltActions(): BuiltAction[] {
  const file = path.join(process.env.ASSAY_DIST_DIR ?? '.next', 'server/server-reference-manifest.json')
  const { node } = Manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
  return Object.entries(node).map(([id, { exportedName, workers }]) => {
    const [worker = ''] = Object.keys(workers)
    const page = worker.replace(/^app/, '').replace(/\/page$/, '')
    return { id, name: exportedName, page: page.replaceAll(/\/\([^)]*\)/g, '') }
  })
}
