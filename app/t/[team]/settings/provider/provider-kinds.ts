import type { ProviderKind } from '@/lib/domain/provider-settings'

/** What the settings say of each kind of provider. */
export const KIND_WORDS = {
  anthropic: { label: 'Anthropic', hint: 'The API itself.' },
  compatible: {
    label: 'Compatible server',
    hint: 'Ollama, llama.cpp, LiteLLM, vLLM: any server that speaks the Anthropic Messages protocol.',
  },
  bedrock: { label: 'Bedrock', hint: 'Amazon Bedrock: models in your AWS account.' },
  vertex: { label: 'Vertex AI', hint: 'Google Vertex AI: models in your Google Cloud project.' },
} satisfies Record<ProviderKind, { label: string; hint: string }>

export const SIGN_IN_WORDS = {
  'access-key': 'access key',
  bearer: 'bearer token',
  server: 'the server’s own identity',
}
