import type { ProviderKind } from '@/lib/domain/provider-settings'

/** What the settings say of each kind of provider. */
export const KIND_WORDS = {
  anthropic: { label: 'Anthropic', hint: 'The API itself.', model: 'claude-sonnet-5-5' },
  compatible: {
    label: 'Compatible server',
    hint: 'Ollama, llama.cpp, LiteLLM, vLLM: any server that speaks the Anthropic Messages protocol.',
    model: 'qwen3-coder:30b',
  },
  bedrock: {
    label: 'Bedrock',
    hint: 'Amazon Bedrock: models in your AWS account.',
    model: 'us.anthropic.claude-…-v1:0',
  },
  vertex: {
    label: 'Vertex AI',
    hint: 'Google Vertex AI: models in your Google Cloud project.',
    model: 'claude-…@20251001',
  },
} satisfies Record<ProviderKind, { label: string; hint: string /** how it names one */; model: string }>

export const SIGN_IN_WORDS = {
  'access-key': 'access key',
  bearer: 'bearer token',
  server: 'the server’s own identity',
}
