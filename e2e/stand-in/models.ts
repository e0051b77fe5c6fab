/** Models the stand-in knows, newest of each line first; any other id is an unknown model. */
const MODELS: { id: string; name: string; line: string; createdAt: string; minCachedTokens: number }[] = [
  { ...line('opus'), id: 'claude-opus-5-5', name: 'Claude Opus 5.5', createdAt: '2026-09-15T00:00:00Z' },
  {
    ...line('sonnet'),
    id: 'claude-sonnet-5-5',
    name: 'Claude Sonnet 5.5',
    createdAt: '2026-09-01T00:00:00Z',
  },
  { ...line('haiku'), id: 'claude-haiku-5-5', name: 'Claude Haiku 5.5', createdAt: '2026-08-15T00:00:00Z' },
  {
    ...line('haiku'),
    id: 'claude-haiku-4-5',
    name: 'Claude Haiku 4.5',
    createdAt: '2025-10-01T00:00:00Z',
    minCachedTokens: 4096,
  },
]

function line(name: string) {
  return { line: name, minCachedTokens: 512 }
}

/** The id without what clouds put around it: `us.anthropic.claude-…-v1:0`, `claude-…@20251001`. */
function plainId(id: string): string {
  return id.replace(/^([a-z]+\.)?anthropic\./, '').replace(/(@\d+|-v\d+(:\d+)?)$/, '')
}

export function isKnownModel(id: string): boolean {
  return MODELS.some((model) => model.id === plainId(id))
}

/** A shorter prefix is not cached. */
export function minCachedTokens(id: string): number {
  return MODELS.find((model) => model.id === plainId(id))?.minCachedTokens ?? 1024
}

/** Body of GET /v1/models, a page of it: `limit` models after the one with the id `after`. */
export function modelList(query: URLSearchParams): Record<string, unknown> {
  const start = MODELS.findIndex(({ id }) => id === query.get('after_id')) + 1
  const end = start + Number(query.get('limit') ?? 20)
  const data = MODELS.slice(start, end).map((model) => ({
    type: 'model',
    id: model.id,
    display_name: model.name,
    created_at: model.createdAt,
    deprecated_at: null,
    lifecycle: 'active',
    line: model.line,
    capabilities: null,
    max_input_tokens: 1_000_000,
    max_tokens: 128_000,
  }))
  return {
    data,
    has_more: end < MODELS.length,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  }
}
