import { expect, it } from 'vitest'
import { buildParams } from './build-params'
import { effortFor, modelFacts } from './model-facts'

it.each([
  ['claude-opus-5-5', 512],
  ['claude-haiku-4-5-20251001', 4096],
  ['us.anthropic.claude-opus-4-6-v1:0', 4096],
  ['claude-sonnet-5@20260301', 1024],
  ['claude-opus-5', 512],
  ['claude-sonnet-4-5-20250929', 1024],
  ['qwen3-coder', 1024],
])('%s is cached from %i tokens on', (model, minCachedTokens) => {
  expect(modelFacts(model).minCachedTokens).toBe(minCachedTokens)
})

it.each([
  ['claude-haiku-4-5', 100_000, 64_000],
  ['us.anthropic.claude-opus-5-5-v1', 100_000, 100_000],
  ['claude-haiku-4-5', 12_000, 12_000],
  ['qwen3-coder', 100_000, 100_000],
])('%s is asked for %i tokens at most as long as it answers: %i', (model, maxTokens, asked) => {
  const request = { model, system: '', messages: [], outputSchema: { type: 'object' }, maxTokens }
  expect(buildParams(request, { system: null, messages: [] }).max_tokens).toBe(asked)
})

it('asks for the effort, or the highest below it that the model takes; of others nothing', () => {
  expect(effortFor('claude-opus-5-5', 'xhigh')).toBe('xhigh')
  expect(effortFor('claude-opus-4-6', 'xhigh')).toBe('high')
  expect(effortFor('claude-opus-4-5', 'max')).toBe('high')
  expect(effortFor('claude-haiku-4-5', 'low')).toBeNull()
  expect(effortFor('qwen3-coder', 'low')).toBeNull()
  expect(effortFor('claude-opus-5-5', undefined)).toBeNull()
})
