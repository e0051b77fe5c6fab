import { accessSync, constants, mkdirSync } from 'node:fs'
import path from 'node:path'
import { SetupError } from './setup-error.mjs'

/** The checkout: every script works from here, whatever folder it is called from. */
export const projectRoot = path.resolve(import.meta.dirname, '..')

/** @returns {string} where the data folder is or will be: ASSAY_DATA, default `.assay/` in the checkout */
export const dataFolderPath = () => path.resolve(projectRoot, process.env.ASSAY_DATA || '.assay')

/**
 * The one folder for everything that is kept. Others may pass through it
 * (Postgres and the sandbox run as other users) but not list it; secrets in it have mode 0600.
 * @returns {string} absolute path, made when missing
 */
export function dataFolder() {
  const folder = dataFolderPath()
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 })
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw new SetupError(
      `The data folder ${folder} cannot be written: ${error.code}.`,
      'Start as the user who owns it, or set ASSAY_DATA to a folder of your own.',
    )
  }
  return folder
}
