import 'server-only'
import type { Detection } from '@/lib/domain/finding'
import { analyseSources } from '../analyse-sources'
import { isShownByDefault } from '../default-rules'
import { gatherByModule } from '../gather-by-module'
import { stillStand } from './still-stand'

/** What was seen of a module in which several fixes were made. */
export interface TogetherCheck {
  parses: boolean
  /** of each finding, in order: it was seen before and is not any more */
  removed: boolean[]
  addsNone: boolean
}

/**
 * Looks at a module before and after the fixes of all these findings. What a model found is gone when the code that it quotes
 * no longer stands there; of what analysers found, each kind in each function must be as many fewer as were fixed.
 * @throws AssayError `unavailable` when this machine has no Python or no sandbox.
 */
export async function checkTogether(wanted: {
  path: string
  source: string
  mended: string
  detections: Detection[]
  context?: Record<string, string>
}): Promise<TogetherCheck> {
  const { path, source, mended, detections, context } = wanted
  const texts = [source, mended]
  const { modules } = await gatherByModule({
    modules: texts.map((text) => ({ path, source: text })),
    context,
  })
  const [before, after] = modules
  if (before?.read !== true || after?.read !== true)
    return { parses: after?.read === true, removed: detections.map(() => false), addsNone: false }
  const [had, has] = [countKinds(before.detections), countKinds(after.detections)]
  const [shown, showsNow] = [before, after].map((one) => countKinds(one.detections.filter(isShownByDefault)))
  const byTools = detections.filter(({ tool }) => tool !== 'model')
  const fixed = countKinds(byTools)
  const isFewer = (kind: string) => (has.get(kind) ?? 0) + (fixed.get(kind) ?? 0) <= (had.get(kind) ?? 0)
  const gone = await areGone(
    { path, texts },
    detections.filter(({ tool }) => tool === 'model'),
  )
  return {
    parses: true,
    removed: detections.map((one) =>
      one.tool === 'model' ? gone.has(one.fingerprint) : isFewer(kindOf(one)),
    ),
    addsNone: [...(showsNow ?? [])].every(([kind, count]) => count <= (shown?.get(kind) ?? 0)),
  }
}

/** Fingerprints of the findings of models that stand in the first text and not in the second. */
async function areGone(
  { path, texts }: { path: string; texts: string[] },
  detections: Detection[],
): Promise<Set<string>> {
  if (detections.length === 0) return new Set()
  const [before = '', after = ''] = texts
  // Named in the text before, as a finding may be older than the names are now.
  const places = detections.map(({ rule, range, quote }) => ({ rule, startLine: range.startLine, quote }))
  const [named] = await analyseSources([{ path, source: before, rules: [], places }])
  const stood = detections.flatMap((detection, index) => {
    const place = named?.places[index]
    return place == null ? [] : [{ ...detection, own: detection.fingerprint, fingerprint: place.fingerprint }]
  })
  const stand = await stillStand({ path, before, after }, stood)
  return new Set(stood.flatMap(({ own }, index) => (stand[index] === false ? [own] : [])))
}

/** As fixes are checked alone: twins take each other's names when one of them goes. */
const kindOf = ({ rule, qualifiedName }: Pick<Detection, 'rule' | 'qualifiedName'>) =>
  `${rule}\0${qualifiedName}`

function countKinds(detections: Detection[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const detection of detections) counts.set(kindOf(detection), (counts.get(kindOf(detection)) ?? 0) + 1)
  return counts
}
