import { gatherFindings } from '@/lib/analysis/gather-findings'
import type { SourceFile } from '@/lib/python/read-modules'
import { countLines, libraryModules } from './library-modules'
import { percentile } from './percentile'
import type { Figure } from './summarise'

const ABOUT_A_THOUSAND = [850, 1150] as const
const MOST_FILES = 40

/**
 * thousandLineP95Ms: all evidence without a model for one real file of about a thousand lines, each asked for by itself and once,
 * after two others have warmed the tools up.
 */
export async function measureThousandLines(): Promise<Record<string, Figure>> {
  const [least, most] = ABOUT_A_THOUSAND
  const modules = (await libraryModules()).filter((module) => {
    const lines = countLines(module)
    return lines >= least && lines <= most
  })
  const [first, second, ...others] = modules
  for (const module of [first, second]) if (module !== undefined) await gatherFindings({ modules: [module] })
  const times: number[] = []
  for (const module of others.slice(0, MOST_FILES)) {
    const startedAt = performance.now()
    await gatherFindings({ modules: [module] })
    times.push(performance.now() - startedAt)
  }
  return {
    thousandLineP95Ms: { value: percentile(times, 0.95), unit: 'ms', n: times.length },
    thousandLineP50Ms: { value: percentile(times, 0.5), unit: 'ms', n: times.length },
  }
}

/** benchmarkFilesSeconds: the same for all files of a set in one call, warm. */
export async function measureAllFiles(modules: SourceFile[]): Promise<Record<string, Figure>> {
  const startedAt = performance.now()
  await gatherFindings({ modules })
  const seconds = (performance.now() - startedAt) / 1000
  return { benchmarkFilesSeconds: { value: seconds, unit: 's', n: modules.length } }
}

const REPEATS = 10
const REPEATED_MODULES = 40

/** differentRepeats: of ten runs over the same modules, how many differ from the first in a byte of findings or notes. */
export async function measureRepeats(): Promise<Record<string, Figure>> {
  const modules = (await libraryModules()).slice(0, REPEATED_MODULES)
  const texts: string[] = []
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const { detections, notes } = await gatherFindings({ modules })
    texts.push(JSON.stringify({ detections, notes }))
  }
  const different = texts.filter((text) => text !== texts[0]).length
  return { differentRepeats: { value: different, unit: 'runs', n: REPEATS } }
}
