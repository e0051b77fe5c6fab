import 'server-only'
import path from 'node:path'
import { log } from '@/lib/log/log'
import { AnswerFile } from './answer-file'
import { newFileName } from './answer-file-name'
import { answersFolder, type KeptAnswer, movedInTime } from './kept-answer'

/** A file that is never empty at any moment must not grow without end. */
const MOST_BYTES = 8 * 1024 * 1024

let current: AnswerFile | undefined

function fileToWrite(): AnswerFile {
  if (current !== undefined && (current.size > MOST_BYTES || !current.isThere)) closeAnswerFile()
  current ??= new AnswerFile(path.join(answersFolder(), newFileName()))
  return current
}

/**
 * Keeps an answer on the disk of this machine from the moment it is there until the function that is returned is called,
 * once it is on record: a worker that is killed between the two leaves it to the next one. An answer without a name of its
 * request cannot be told from another's and is not kept. Never throws: where it cannot be kept, it is recorded all the same.
 */
export function keepAnswer(answer: KeptAnswer): () => void {
  const { id: attemptId, requestId } = answer.attempt
  if (requestId === null) return () => {}
  const guarded = (work: () => void) => () => {
    try {
      work()
    } catch (error) {
      log.warn({ err: error, attemptId }, 'the file of answers could not be written')
    }
  }
  let takeBack = () => {}
  guarded(() => {
    takeBack = guarded(fileToWrite().add(JSON.stringify(movedInTime(answer, performance.timeOrigin))))
  })()
  return takeBack
}

/** Removes this process's file, once all in it is on record: for a process that ends. */
export function closeAnswerFile(): void {
  current?.close()
  current = undefined
}
