import 'server-only'
import type { Detection, FindingTool } from '@/lib/domain/finding'
import type { SourceFile } from '@/lib/python/read-modules'
import { ANALYSIS_VERSION, type Analysis, analyseSources, type WantedPlace } from './analyse-sources'
import type { LocatedPlace } from './ask-engine'
import { loadForeignPages, type RulePage } from './load-foreign-pages'
import { type Candidate, mergeDetections } from './merge-detections'
import { checkTypes } from './pyright/check-types'
import { lintSources } from './ruff/lint-sources'
import type { ForeignFinding, GatherNote, ToolReport } from './tool-report'

export interface GatherRequest {
  modules: SourceFile[]
  /** sources of the project's other modules by dotted name: what the modules call is looked up there */
  context?: Record<string, string>
  signal?: AbortSignal
}

export interface ToolUse {
  tool: FindingTool
  version: string
  durationMs: number
  /** how many of the modules it read */
  modules: number
}

/** For each module in order. */
export interface GatheredModule {
  /** false where nothing could be found because it is no Python that can be read */
  read: boolean
  /** why our own analysis did not get through all of it; null: it did */
  unread: string | null
  /** the tools that read all of it */
  looked: FindingTool[]
  detections: Detection[]
}

export interface GatheredModules {
  modules: GatheredModule[]
  notes: GatherNote[]
  tools: ToolUse[]
}

/** What gatherFindings says, module by module, so that two states of one module can be told apart. */
export async function gatherByModule({ modules, context, signal }: GatherRequest): Promise<GatheredModules> {
  const ruff = await lintSources(modules, signal)
  const [own, pyright] = await Promise.all([
    analyseOurselves(modules, context, ruff, signal),
    checkTypes(modules, signal),
  ])
  const [pyrightPlaces, pages] = await Promise.all([locate(modules, pyright, signal), loadForeignPages()])
  return {
    modules: own.analyses.map((analysis, index) => ({
      read: analysis.syntaxError === null,
      unread: whyUnread(analysis),
      looked: [
        ...(whyUnread(analysis) === null ? ['assay' as const] : []),
        ...(analysis.syntaxError === null && ruff.looked[index] === true ? ['ruff' as const] : []),
        ...(pyrightPlaces[index] !== null && pyright.looked[index] === true ? ['pyright' as const] : []),
      ],
      detections: mergeDetections([
        ...analysis.detections.map((detection) => ({
          detection,
          kind: detection.rule,
          code: detection.rule,
        })),
        ...toCandidates(analysis.path, ruff.findings[index] ?? [], analysis.places, pages),
        ...toCandidates(analysis.path, pyright.findings[index] ?? [], pyrightPlaces[index] ?? [], pages),
      ]),
    })),
    notes: [...own.analyses.flatMap(notesOf), ...ruff.notes, ...pyright.notes],
    tools: [own.use, toUse('ruff', ruff), toUse('pyright', pyright)],
  }
}

/** Our own analysis, which on its way locates what ruff found. */
async function analyseOurselves(
  modules: SourceFile[],
  context: GatherRequest['context'],
  ruff: ToolReport,
  signal?: AbortSignal,
): Promise<{ analyses: Analysis[]; use: ToolUse }> {
  const startedAt = performance.now()
  const analyses = await analyseSources(
    modules.map(({ path, source }, index) => ({
      path,
      source,
      context: context === undefined ? undefined : neededContext(source, context),
      places: ruff.findings[index]?.map(toPlace),
    })),
    signal,
  )
  const durationMs = Math.round(performance.now() - startedAt)
  const read = analyses.filter(({ syntaxError }) => syntaxError === null).length
  return { analyses, use: { tool: 'assay', version: String(ANALYSIS_VERSION), durationMs, modules: read } }
}

/**
 * For each module the places of a tool's findings; the engine is asked only for modules in which it found something. Null: it
 * could not say where they stand.
 */
async function locate(
  modules: SourceFile[],
  report: ToolReport,
  signal?: AbortSignal,
): Promise<((LocatedPlace | null)[] | null)[]> {
  const requests = modules.flatMap(({ path, source }, index) => {
    const places = report.findings[index]?.map(toPlace) ?? []
    return places.length > 0 ? [{ index, path, source, rules: [], places }] : []
  })
  const analyses = await analyseSources(requests, signal)
  const located: ((LocatedPlace | null)[] | null)[] = modules.map(() => [])
  for (const [position, { index }] of requests.entries()) {
    const analysis = analyses[position]
    located[index] = analysis === undefined || analysis.syntaxError !== null ? null : analysis.places
  }
  return located
}

function toPlace({ rule, place }: ForeignFinding): WantedPlace {
  return { rule, ...place }
}

/** Of the project's modules those whose last name stands in the text at all: only they can be called by it. */
function neededContext(source: string, context: Record<string, string>): Record<string, string> {
  const needed = Object.entries(context).filter(([name]) => source.includes(name.split('.').at(-1) ?? name))
  return Object.fromEntries(needed)
}

/** Located findings of another tool; a place that is nowhere in the syntax (an import's comment, say) is left out. */
function toCandidates(
  path: string,
  findings: ForeignFinding[],
  places: (LocatedPlace | null)[],
  pages: Map<string, RulePage>,
): Candidate[] {
  return findings.flatMap(
    ({ tool, code, rule, ours, severity, category, cwe, confidence, message }, index) => {
      const place = places[index]
      if (place === null || place === undefined || place.quote === '') return []
      const detection: Detection = {
        rule,
        tool,
        stage: 'evidence',
        severity,
        category,
        cwe,
        path,
        ...place,
        message: /[.!?]$/.test(message) ? message : `${message}.`,
        trigger: pages.get(code)?.why ?? null,
        trace: [],
        fix: null,
        example: null,
        rawConfidence: confidence,
      }
      return [{ detection, kind: ours ?? rule, code }]
    },
  )
}

/** What our own analysis could not do with the module, in words; null: it looked at everything. */
function whyUnread({ problems, syntaxError }: Analysis): string | null {
  if (syntaxError !== null) return `line ${syntaxError.line}: ${syntaxError.message}`
  return problems.length === 0 ? null : `not every check got through it: ${problems.join('; ')}`
}

function notesOf({ path, problems, syntaxError }: Analysis): GatherNote[] {
  return [
    ...(syntaxError === null ? [] : [{ path, text: `line ${syntaxError.line}: ${syntaxError.message}` }]),
    ...problems.map((text) => ({ path, text })),
  ]
}

function toUse(tool: FindingTool, { version, durationMs, read }: ToolReport): ToolUse {
  return { tool, version, durationMs, modules: read }
}
