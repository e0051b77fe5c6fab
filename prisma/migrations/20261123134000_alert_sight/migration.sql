-- What a rule saw last stands apart from the rule: it changes every few seconds.
-- AlterTable
ALTER TABLE "alert_rule" DROP COLUMN "lastProblem",
DROP COLUMN "lastReadAt",
DROP COLUMN "lastReadings";

-- CreateTable
CREATE TABLE "alert_sight" (
    "ruleId" TEXT NOT NULL,
    "seenAt" TIMESTAMP(3) NOT NULL,
    "readings" JSONB NOT NULL,
    "problem" TEXT,

    CONSTRAINT "alert_sight_pkey" PRIMARY KEY ("ruleId")
);

-- AddForeignKey
ALTER TABLE "alert_sight" ADD CONSTRAINT "alert_sight_ruleId_fkey" FOREIGN KEY ("ruleId") REFERENCES "alert_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;


