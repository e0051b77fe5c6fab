import { CodeView } from '@/components/code/code-view'
import { CopyButton } from '@/components/ui/copy-button'
import type { FindingProof as Proof } from '@/lib/domain/finding-row'
import { isStatedTest } from '@/lib/domain/stated-test'
import { ProvenPill } from './finding-pills'
import { CodeBox, FindingSection } from './finding-section'

/** The failing test that shows it, and what came out when it was run. */
export function FindingProof({ proof }: { proof: Proof }) {
  return (
    <FindingSection
      title={
        <span className="flex items-center gap-2">
          Proof <ProvenPill />
        </span>
      }
      actions={<CopyButton text={proof.testSource} label="Copy the test" />}
    >
      <p className="mb-1.5 text-dim text-sm">
        <code className="font-mono wrap-anywhere">{proof.testId}</code> fails on this code: exit{' '}
        {proof.exitCode}.
        {isStatedTest(proof.testId) ? ' It is an example that the text of the module itself states.' : ''}
      </p>
      <div className="grid gap-2">
        <CodeBox>
          <CodeView
            code={proof.testSource}
            language="python"
            label="Test that fails because of it"
            className="max-h-72"
          />
        </CodeBox>
        <details>
          <summary className="w-fit py-1 text-dim text-sm hover:text-ink">Output and command</summary>
          <CodeBox>
            <CodeView
              code={`$ ${proof.command}\n${proof.output}`}
              language="text"
              label="Output of the test"
              wrap
              className="max-h-72"
            />
          </CodeBox>
        </details>
      </div>
    </FindingSection>
  )
}
