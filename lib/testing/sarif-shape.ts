import { z } from 'zod'

/**
 * What of SARIF 2.1.0 our export uses, as strictly as the standard's schema has it: no further keys, closed words, counts from
 * 1, UUIDs of the versions 1 to 5. Only the parts of the standard that we write are covered: another key is refused here
 * though the standard may have it. The schema itself is not ours to keep here; exports were held against it by hand.
 */
const Message = z.strictObject({ text: z.string(), markdown: z.string().optional() })
const Count = z.number().int().min(1)
const Level = z.enum(['none', 'note', 'warning', 'error'])
const Properties = z.looseObject({ tags: z.array(z.string()).optional() })
const ArtifactLocation = z.strictObject({
  uri: z.string().regex(/^[^\s\\]*$/),
  uriBaseId: z.string().optional(),
})
const Region = z.strictObject({
  startLine: Count,
  startColumn: Count.optional(),
  endLine: Count.optional(),
  endColumn: Count.optional(),
  snippet: z.strictObject({ text: z.string() }).optional(),
})
const Location = z.strictObject({
  physicalLocation: z.strictObject({ artifactLocation: ArtifactLocation, region: Region }),
  logicalLocations: z.array(z.strictObject({ fullyQualifiedName: z.string() })).optional(),
  message: Message.optional(),
})
const Rule = z.strictObject({
  id: z.string(),
  shortDescription: Message,
  fullDescription: Message.optional(),
  help: Message.optional(),
  defaultConfiguration: z.strictObject({ level: Level }),
  properties: Properties,
})
const Fix = z.strictObject({
  description: Message,
  artifactChanges: z
    .array(
      z.strictObject({
        artifactLocation: ArtifactLocation,
        replacements: z
          .array(
            z.strictObject({ deletedRegion: Region, insertedContent: z.strictObject({ text: z.string() }) }),
          )
          .min(1),
      }),
    )
    .min(1),
})
const Result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.number().int().min(-1),
  level: Level,
  message: Message,
  locations: z.array(Location),
  guid: z
    .string()
    .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i)
    .optional(),
  partialFingerprints: z.record(z.string(), z.string()),
  rank: z.number().min(-1).max(100),
  codeFlows: z
    .array(
      z.strictObject({
        threadFlows: z
          .array(z.strictObject({ locations: z.array(z.strictObject({ location: Location })).min(1) }))
          .min(1),
      }),
    )
    .optional(),
  fixes: z.array(Fix).optional(),
  suppressions: z.array(
    z.strictObject({
      kind: z.enum(['inSource', 'external']),
      status: z.enum(['accepted', 'underReview', 'rejected']),
      justification: z.string(),
      properties: Properties,
    }),
  ),
  properties: Properties,
})

export const SarifShape = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.array(
    z.strictObject({
      tool: z.strictObject({ driver: z.strictObject({ name: z.string(), rules: z.array(Rule) }) }),
      automationDetails: z.strictObject({ id: z.string() }),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
      versionControlProvenance: z
        .array(z.strictObject({ repositoryUri: z.url(), revisionId: z.string().optional() }))
        .optional(),
      originalUriBaseIds: z.record(z.string(), z.strictObject({ description: Message })),
      results: z.array(Result),
    }),
  ),
})
