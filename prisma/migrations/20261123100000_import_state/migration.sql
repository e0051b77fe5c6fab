-- AlterTable
ALTER TABLE "project" ADD COLUMN     "importState" JSONB;
