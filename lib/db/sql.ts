import 'server-only'
import { Prisma } from './generated/client'

/** A piece of raw SQL with its parameters, to be put into a larger statement. */
export type Sql = Prisma.Sql
export const sql = Prisma.sql

/** In a filter by a path within a Json column: there is nothing at that path. */
export const nothingThere = Prisma.DbNull

/** What a Json column takes. */
export type JsonValue = Prisma.InputJsonValue
export type JsonObject = Prisma.InputJsonObject
/** Constant text as a piece of SQL: never anything that comes from outside. */
export const constantSql = Prisma.raw
