import { judgeStage } from '../findings/judge-stage'
import { Predictions, Weights } from './output'

/** The look at flagged places: whether it is a bug, which input triggers it, and a test that shows it. */
export const predict = judgeStage({
  workflow: 'bug-prediction',
  name: 'predict',
  promptId: 'bug-prediction/predict.v1',
  output: Predictions,
  tier: 'capable',
  why: 'flagged places get a close look',
})

/** How sure one can be, after the sandbox has shown what it could. */
export const weigh = judgeStage({
  workflow: 'bug-prediction',
  name: 'weigh',
  promptId: 'bug-prediction/weigh.v1',
  output: Weights,
  tier: 'capable',
  why: 'how sure one can be is a question of its own',
})
