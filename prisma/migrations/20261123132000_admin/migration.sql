-- AlterTable
ALTER TABLE "team" ADD COLUMN "retention" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN "retentionRanAt" TIMESTAMP(3),
ADD COLUMN "viewersSeeCosts" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "deletion" (
    "id" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" TEXT,
    "subjectName" TEXT,
    "requestedBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dueAt" TIMESTAMP(3) NOT NULL,
    "cancelledAt" TIMESTAMP(3),
    "cancelledBy" TEXT,
    "doneAt" TIMESTAMP(3),
    "removed" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "deletion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "deletion_teamId_createdAt_idx" ON "deletion"("teamId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "deletion_dueAt_idx" ON "deletion"("dueAt");

-- AddForeignKey
ALTER TABLE "deletion" ADD CONSTRAINT "deletion_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;


