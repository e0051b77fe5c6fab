import type { Confidence } from '@/lib/domain/finding-row'
import { confidenceBasis, confidenceText } from './finding-words'

/** "87 % n = 12": how likely people accept it, and how many verdicts that rests on. */
export function ConfidenceText({ confidence }: { confidence: Confidence }) {
  return (
    <span className="whitespace-nowrap" title={confidenceBasis(confidence)}>
      {confidenceText(confidence)} <span className="text-faint text-xs">n = {confidence.n}</span>
    </span>
  )
}
