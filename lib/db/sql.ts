import 'server-only'
import { Prisma } from './generated/client'

/** A piece of raw SQL with its parameters, to be put into a larger statement. */
export type Sql = Prisma.Sql
export const sql = Prisma.sql

/** Of a Json column: there is nothing, at a path that a filter names or in all of it. */
export const nothingThere = Prisma.DbNull

/** What a Json column takes. */
export type JsonValue = Prisma.InputJsonValue
export type JsonObject = Prisma.InputJsonObject
/** Constant text as a piece of SQL: never anything that comes from outside. */
export const constantSql = Prisma.raw
