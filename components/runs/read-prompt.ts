import { z } from 'zod'

export interface PromptPart {
  /** system, user, assistant */
  role: string
  text: string
}

const Block = z.object({ text: z.string() })
const Content = z.union([z.string(), z.array(z.union([Block, z.unknown()]))])
const Message = z.object({ role: z.string(), content: Content.optional(), text: z.string().optional() })
const Prompt = z.object({ system: Content.optional(), messages: z.array(Message).default([]) })

/**
 * The turns of a stored request, whichever of the protocol's forms they have (a text or blocks). What is no text is
 * named, never left out silently; a request of unknown form is shown as JSON.
 */
export function readPrompt(prompt: unknown): PromptPart[] {
  const parsed = Prompt.safeParse(prompt)
  if (!parsed.success) return [{ role: 'request', text: JSON.stringify(prompt, null, 2) }]
  const { system, messages } = parsed.data
  const turns = messages.map(({ role, content, text }) => ({ role, text: text ?? textOf(content ?? '') }))
  return system === undefined ? turns : [{ role: 'system', text: textOf(system) }, ...turns]
}

function textOf(content: z.infer<typeof Content>): string {
  if (typeof content === 'string') return content
  return content
    .map((block) => {
      const text = Block.safeParse(block)
      return text.success ? text.data.text : `[${JSON.stringify(block)}]`
    })
    .join('\n\n')
}
