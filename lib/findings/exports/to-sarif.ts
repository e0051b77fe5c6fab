import 'server-only'
import type { Rule } from '@/lib/analysis/parse-rule'
import type { FindingSeverity } from '@/lib/domain/finding'
import { type FindingRow, isFixOffered } from '@/lib/domain/finding-row'
import { describeTrial } from '@/lib/domain/fix-words'
import { MASKED_NOTE } from '@/lib/domain/mask-secrets'
import { type ExportedFinding, withoutSecrets } from './without-secrets'

/** Where a project's findings were seen: the state of its newest snapshot that holds one of them. */
export interface SarifProject {
  slug: string
  /** https URL of its repository; null: it has none */
  repository: string | null
  commit: string | null
}

const LEVEL = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const
/** Numbers on the CVSS scale, as code-scanning sites read them. */
const SECURITY_SEVERITY: Record<FindingSeverity, string> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
}

/**
 * Findings as SARIF 2.1.0 (OASIS standard), one run for each project: rules with help, stable `partialFingerprints`, and what
 * was dismissed or kept back as suppressions. Columns count characters from 1, ends are exclusive. Secrets are
 * masked.
 */
export function toSarif(
  all: FindingRow[],
  { projects, rules }: { projects: SarifProject[]; rules: Map<string, Rule> },
): object {
  const findings = withoutSecrets(all)
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: projects.map((project) => {
      const own = findings.filter(({ projectSlug }) => projectSlug === project.slug)
      const ids = [...new Set(own.map(({ rule }) => rule))].sort()
      return {
        tool: { driver: { name: 'Assay', rules: ids.map((id) => describeRule(id, own, rules.get(id))) } },
        automationDetails: { id: `assay/${project.slug}/` },
        columnKind: 'unicodeCodePoints',
        ...provenance(project),
        originalUriBaseIds: { SRCROOT: { description: { text: 'The project’s root folder.' } } },
        results: own.map((finding) => toResult(finding, ids)),
      }
    }),
  }
}

function provenance({ repository, commit }: SarifProject) {
  if (repository === null) return {}
  const revision = commit === null ? {} : { revisionId: commit }
  return { versionControlProvenance: [{ repositoryUri: repository, ...revision }] }
}

function describeRule(id: string, findings: FindingRow[], rule: Rule | undefined) {
  const seen = findings.find((finding) => finding.rule === id)
  if (seen === undefined) throw new Error(`a rule without a finding: ${id}`)
  const { ruleTitle, category, severity, cwe, tool } = seen
  const tags = [category, tool, ...(cwe === null ? [] : [`external/cwe/cwe-${cwe}`])]
  const isSecurity = category === 'security'
  return {
    id,
    shortDescription: { text: rule?.title ?? ruleTitle },
    ...(rule === undefined ? {} : { fullDescription: { text: rule.why }, help: helpOf(rule) }),
    defaultConfiguration: { level: LEVEL[rule?.severity ?? severity] },
    properties: {
      tags,
      ...(isSecurity ? { 'security-severity': SECURITY_SEVERITY[rule?.severity ?? severity] } : {}),
    },
  }
}

function helpOf({ why, bad, good, fix }: Rule) {
  const block = (code: string | undefined) => `\`\`\`python\n${code ?? ''}\`\`\``
  return {
    text: `${why}\n\n${fix}`,
    markdown: `${why}\n\n## Bad\n\n${block(bad[0])}\n\n## Good\n\n${block(good[0])}\n\n## Fix\n\n${fix}`,
  }
}

const fileOf = (path: string) => ({
  uri: path.split('/').map(encodeURIComponent).join('/'),
  uriBaseId: 'SRCROOT',
})

function toResult(finding: ExportedFinding, ruleIds: string[]) {
  const { rule, severity, message, trigger, path, range, quote, qualifiedName, confidence, trace } = finding
  const region = {
    startLine: range.startLine,
    startColumn: range.startColumn + 1,
    endLine: range.endLine,
    endColumn: range.endColumn + 1,
    snippet: { text: quote },
  }
  const location = { physicalLocation: { artifactLocation: fileOf(path), region } }
  return {
    ruleId: rule,
    ruleIndex: ruleIds.indexOf(rule),
    level: LEVEL[severity],
    message: { text: trigger === null ? message : `${message}\n${trigger}` },
    locations: [
      qualifiedName === ''
        ? location
        : { ...location, logicalLocations: [{ fullyQualifiedName: qualifiedName }] },
    ],
    guid: guidOf(finding.id),
    partialFingerprints: {
      'assayFinding/v1': finding.fingerprint,
      'assayFindingWithoutPath/v1': finding.movedFingerprint,
    },
    rank: Math.round(confidence.value * 1000) / 10,
    ...(trace.length === 0 ? {} : { codeFlows: [flowOf(finding)] }),
    ...(isFixOffered(finding) ? { fixes: [fixOf(finding)] } : {}),
    suppressions: suppressionsOf(finding),
    properties: {
      severity,
      state: finding.state,
      confidence: confidence.value,
      verdicts: confidence.n,
      proven: finding.proof !== null,
      inChange: finding.inChange === true,
      ...(finding.isMasked ? { masked: MASKED_NOTE } : {}),
    },
  }
}

/** A result may be named by a UUID of the versions 1 to 5 only. */
function guidOf(id: string): string | undefined {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id) ? id : undefined
}

function flowOf({ path, trace }: FindingRow) {
  return {
    threadFlows: [
      {
        locations: trace.map(({ line, text }) => ({
          location: {
            physicalLocation: { artifactLocation: fileOf(path), region: { startLine: line } },
            message: { text },
          },
        })),
      },
    ],
  }
}

function fixOf({ path, fix, fixCheck }: FindingRow) {
  return {
    description: {
      text: `Applied in a copy: ${fixCheck === null ? 'nothing is known' : describeTrial(fixCheck)}.`,
    },
    artifactChanges: [
      {
        artifactLocation: fileOf(path),
        replacements: (fix ?? []).map(({ startLine, endLine, replacement }) => ({
          // From the beginning of the first line to that of the line after the last.
          deletedRegion: { startLine, startColumn: 1, endLine: endLine + 1, endColumn: 1 },
          insertedContent: { text: replacement },
        })),
      },
    ],
  }
}

/** An empty list says that it was looked at and is not suppressed. */
function suppressionsOf({ hidden, state }: FindingRow) {
  if (hidden === null) return []
  return [
    {
      kind: 'external',
      status: 'accepted',
      justification: hidden.why,
      properties: { byPerson: state === 'dismissed' },
    },
  ]
}
