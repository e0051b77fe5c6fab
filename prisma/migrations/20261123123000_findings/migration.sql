-- CreateTable
CREATE TABLE "finding" (
    "id" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "movedFingerprint" TEXT NOT NULL,
    "workflow" TEXT NOT NULL,
    "seenBy" TEXT[],
    "rule" TEXT NOT NULL,
    "ruleVersion" TEXT NOT NULL,
    "tool" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "severityRank" INTEGER NOT NULL,
    "category" TEXT NOT NULL,
    "cwe" INTEGER,
    "path" TEXT NOT NULL,
    "startLine" INTEGER NOT NULL,
    "message" TEXT NOT NULL,
    "judged" JSONB NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "isProven" BOOLEAN NOT NULL,
    "hiddenWhy" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "dismissReason" TEXT,
    "contentHash" TEXT NOT NULL,
    "firstRunId" TEXT NOT NULL,
    "firstSnapshotId" TEXT NOT NULL,
    "lastRunId" TEXT NOT NULL,
    "lastSnapshotId" TEXT NOT NULL,
    "firstSeenAt" TIMESTAMP(3) NOT NULL,
    "lastSeenAt" TIMESTAMP(3) NOT NULL,
    "fixedAt" TIMESTAMP(3),
    "fixedRunId" TEXT,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding_sighting" (
    "teamId" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "findingId" TEXT NOT NULL,
    "tryNumber" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "judged" JSONB NOT NULL,
    "news" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "finding_sighting_pkey" PRIMARY KEY ("runId","findingId")
);

-- CreateTable
CREATE TABLE "finding_verdict" (
    "id" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "findingId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "reason" TEXT,
    "comment" TEXT,
    "rule" TEXT NOT NULL,
    "ruleVersion" TEXT NOT NULL,
    "context" JSONB NOT NULL,
    "rawConfidence" DOUBLE PRECISION NOT NULL,
    "shownConfidence" DOUBLE PRECISION NOT NULL,
    "bulkId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undoneAt" TIMESTAMP(3),
    "undoneBy" TEXT,

    CONSTRAINT "finding_verdict_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding_fix" (
    "id" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "findingId" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "artifactId" TEXT NOT NULL,
    "patch" TEXT NOT NULL,
    "branch" TEXT,
    "commit" TEXT,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undoneAt" TIMESTAMP(3),
    "undoneBy" TEXT,

    CONSTRAINT "finding_fix_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "finding_projectId_movedFingerprint_idx" ON "finding"("projectId", "movedFingerprint");

-- CreateIndex
CREATE INDEX "finding_projectId_path_idx" ON "finding"("projectId", "path");

-- CreateIndex
CREATE INDEX "finding_teamId_severityRank_confidence_id_idx" ON "finding"("teamId", "severityRank", "confidence" DESC, "id");

-- CreateIndex
CREATE INDEX "finding_teamId_firstSeenAt_id_idx" ON "finding"("teamId", "firstSeenAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "finding_teamId_rule_idx" ON "finding"("teamId", "rule");

-- CreateIndex
CREATE UNIQUE INDEX "finding_projectId_fingerprint_key" ON "finding"("projectId", "fingerprint");

-- CreateIndex
CREATE INDEX "finding_sighting_findingId_createdAt_idx" ON "finding_sighting"("findingId", "createdAt");

-- CreateIndex
CREATE INDEX "finding_verdict_findingId_createdAt_idx" ON "finding_verdict"("findingId", "createdAt");

-- CreateIndex
CREATE INDEX "finding_verdict_teamId_createdAt_idx" ON "finding_verdict"("teamId", "createdAt");

-- CreateIndex
CREATE INDEX "finding_verdict_teamId_bulkId_idx" ON "finding_verdict"("teamId", "bulkId");

-- CreateIndex
CREATE INDEX "finding_fix_findingId_createdAt_idx" ON "finding_fix"("findingId", "createdAt");

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_sighting" ADD CONSTRAINT "finding_sighting_runId_fkey" FOREIGN KEY ("runId") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_sighting" ADD CONSTRAINT "finding_sighting_findingId_fkey" FOREIGN KEY ("findingId") REFERENCES "finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_verdict" ADD CONSTRAINT "finding_verdict_findingId_fkey" FOREIGN KEY ("findingId") REFERENCES "finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_fix" ADD CONSTRAINT "finding_fix_findingId_fkey" FOREIGN KEY ("findingId") REFERENCES "finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;


