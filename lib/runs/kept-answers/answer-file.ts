import 'server-only'
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'

/**
 * Lines on the disk of this machine that outlive this process, each until it is taken back. The file is emptied whenever
 * nothing in it is needed any more, so that it holds little and nothing old.
 */
export class AnswerFile {
  private readonly file: number
  private open = 0
  private bytes = 0
  private isClosing = false

  constructor(private readonly place: string) {
    mkdirSync(path.dirname(place), { recursive: true, mode: 0o700 })
    this.file = openSync(place, 'ax', 0o600)
  }

  /** What is in it, lines that were taken back included. */
  get size(): number {
    return this.bytes
  }

  /** False: somebody took this process for dead and removed it, so that no line that is added would be found. */
  get isThere(): boolean {
    return fstatSync(this.file).nlink > 0
  }

  /**
   * Adds a line, there also when this process is killed the moment after; the function that is returned takes it back.
   * Throws as `writeSync` does; then nothing was added.
   */
  add(line: string): () => void {
    const bytes = Buffer.from(`${line}\n`)
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.file, bytes, written)
    } catch (error) {
      // Half a line would spoil the one after it.
      ftruncateSync(this.file, this.bytes)
      throw error
    }
    this.bytes += bytes.length
    this.open += 1
    let isOpen = true
    return () => {
      if (!isOpen) return
      isOpen = false
      this.open -= 1
      this.clear()
    }
  }

  /** Removes the file once nothing in it is needed any more; nothing may be added afterwards. */
  close(): void {
    this.isClosing = true
    this.clear()
  }

  private clear(): void {
    if (this.open > 0) return
    if (this.isClosing) {
      closeSync(this.file)
      rmSync(this.place, { force: true })
    } else if (this.bytes > 0) {
      ftruncateSync(this.file, 0)
      this.bytes = 0
    }
  }
}
