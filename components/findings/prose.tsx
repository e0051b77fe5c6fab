/**
 * The little Markdown that rules and messages are written in: paragraphs, bullets, `code`, **strong**. Everything else is
 * text, so that nothing a model or a tool wrote can become markup.
 */
export function Prose({ text, className }: { text: string; className?: string }) {
  const blocks = withoutFences(text)
    .split(/\n{2,}/)
    .filter((block) => block.trim() !== '')
  return (
    <div className={className}>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no identity but their place
        <Block key={index} text={block.trim()} />
      ))}
    </div>
  )
}

/** Fenced code keeps its text; the fence itself says nothing. */
const withoutFences = (text: string) => text.replace(/^```\w*\n?/gm, '')

function Block({ text }: { text: string }) {
  const lines = text.split('\n')
  if (lines.every((line) => /^([-*]|\s{2,})\s*\S/.test(line))) {
    const items = text.split(/\n(?=[-*] )/)
    return (
      <ul className="my-1.5 list-disc pl-4.5 first:mt-0 last:mb-0">
        {items.map((item) => (
          <li key={item}>
            <Inline text={item.replace(/^[-*] /, '')} />
          </li>
        ))}
      </ul>
    )
  }
  return (
    <p className="my-1.5 first:mt-0 last:mb-0">
      <Inline text={lines.join(' ')} />
    </p>
  )
}

/** A sentence with `code` and **strong** in it. */
export function Inline({ text }: { text: string }) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
    <Part key={index} text={part} />
  ))
}

function Part({ text }: { text: string }) {
  if (/^`[^`]+`$/.test(text)) {
    return (
      <code className="rounded-sm bg-line-soft px-1 py-px font-mono text-[0.92em] wrap-anywhere">
        {text.slice(1, -1)}
      </code>
    )
  }
  return /^\*\*[^*]+\*\*$/.test(text) ? <strong>{text.slice(2, -2)}</strong> : text
}
