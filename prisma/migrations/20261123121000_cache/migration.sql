-- AlterTable
ALTER TABLE "cache_flight" ADD COLUMN     "heldAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "team" ADD COLUMN     "cacheDays" INTEGER NOT NULL DEFAULT 90,
ADD COLUMN     "cacheMegabytes" INTEGER NOT NULL DEFAULT 500;

-- Entries hold the result alone: what a later miss is explained by has columns of its own.
UPDATE "cache_entry" SET
  "promptHash" = "value" #>> '{parts,promptHash}',
  "projectId" = split_part("targetKey", ':', 1),
  "bytes" = octet_length(("value" -> 'result')::text),
  "value" = "value" -> 'result'
WHERE "value" IS NOT NULL AND jsonb_exists("value", 'parts');
