/** Models the stand-in knows, newest of each line first; any other id is an unknown model. */
const MODELS: { id: string; name: string; line: string; createdAt: string }[] = [
  { id: 'claude-opus-5-5', name: 'Claude Opus 5.5', line: 'opus', createdAt: '2026-09-15T00:00:00Z' },
  { id: 'claude-sonnet-5-5', name: 'Claude Sonnet 5.5', line: 'sonnet', createdAt: '2026-09-01T00:00:00Z' },
  { id: 'claude-haiku-5-5', name: 'Claude Haiku 5.5', line: 'haiku', createdAt: '2026-08-15T00:00:00Z' },
  { id: 'claude-haiku-4-5', name: 'Claude Haiku 4.5', line: 'haiku', createdAt: '2025-10-01T00:00:00Z' },
]

export function isKnownModel(id: string): boolean {
  return MODELS.some((model) => model.id === id)
}

/** Body of GET /v1/models. */
export function modelList(): Record<string, unknown> {
  const data = MODELS.map((model) => ({
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
  return { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null }
}
