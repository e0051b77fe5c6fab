import { readFailure } from '@/lib/format/read-failure'

/** A failure in a plain sentence; where that says less than the text did, the text itself behind "Details". */
export function FailureText({ text }: { text: string }) {
  const { sentence, raw } = readFailure(text)
  if (raw === null) return sentence
  return (
    <>
      {sentence}
      <details className="mt-0.5">
        <summary className="w-fit py-0.5 text-sm underline underline-offset-4">Details</summary>
        <pre className="max-h-60 overflow-auto py-1 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
          {raw}
        </pre>
      </details>
    </>
  )
}
