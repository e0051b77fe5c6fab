import 'server-only'
import { Prisma } from './generated/client'

/** A piece of raw SQL with its parameters, to be put into a larger statement. */
export type Sql = Prisma.Sql
export const sql = Prisma.sql

/** What a Json column takes. */
export type JsonValue = Prisma.InputJsonValue
export type JsonObject = Prisma.InputJsonObject
