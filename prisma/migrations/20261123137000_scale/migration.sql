-- Histograms are rows of their own, not one for each bin: a hundred times fewer to write, to read and to keep.

ALTER TABLE "timed_rollup" RENAME TO "timed_rollup_before";
ALTER TABLE "timed_rollup_before" RENAME CONSTRAINT "timed_rollup_pkey" TO "timed_rollup_before_pkey";

-- CreateTable
CREATE TABLE "timed_rollup" (
    "keyId" UUID NOT NULL,
    "bucket" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "bins" INTEGER[],
    "counts" BIGINT[],

    CONSTRAINT "timed_rollup_pkey" PRIMARY KEY ("keyId","bucket","at")
);

INSERT INTO "timed_rollup" ("keyId", "bucket", "at", "bins", "counts")
SELECT "keyId", "bucket", "at", array_agg(bin), array_agg(n)
FROM "timed_rollup_before" WHERE n <> 0 GROUP BY "keyId", "bucket", "at";
DROP TABLE "timed_rollup_before";
ALTER TABLE "timed_rollup" SET (fillfactor = 70);

-- Two histograms in one; bins in no order, none without anything in it.
CREATE FUNCTION add_bins(bins int[], counts bigint[], more_bins int[], more_counts bigint[], OUT int[], OUT bigint[])
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(bin), '{}'), coalesce(array_agg(n), '{}')
  FROM (
    SELECT bin, sum(n)::bigint AS n
    FROM (SELECT * FROM unnest(bins, counts) UNION ALL SELECT * FROM unnest(more_bins, more_counts)) AS both_of (bin, n)
    GROUP BY bin HAVING sum(n) <> 0
  ) AS added
$$;

-- By what levels a team's rows are summed up (lib/metrics/rollups/levels.ts): others need all to be summed up anew.
ALTER TABLE "team" ADD COLUMN     "rollupLevels" TEXT;
