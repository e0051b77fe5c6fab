-- DropIndex
DROP INDEX "budget_scope_scopeId_period_key";

-- DropIndex
DROP INDEX "price_model_effectiveFrom_minPromptTokens_key";

-- AlterTable
ALTER TABLE "attempt" ADD COLUMN     "firstCostNanoUsd" BIGINT,
ADD COLUMN     "isBatch" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "providerId" TEXT;

-- AlterTable
ALTER TABLE "budget" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'hard';

-- AlterTable
ALTER TABLE "cache_entry" ADD COLUMN     "bytes" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "goneAt" TIMESTAMP(3),
ADD COLUMN     "goneReason" TEXT,
ADD COLUMN     "projectId" TEXT,
ADD COLUMN     "promptHash" TEXT,
ALTER COLUMN "value" DROP NOT NULL;

-- AlterTable
ALTER TABLE "price" ADD COLUMN     "createdBy" TEXT,
ADD COLUMN     "teamId" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "provider" ADD COLUMN     "limits" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "settings" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "cache_flight" (
    "teamId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "tryNumber" INTEGER NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cache_flight_pkey" PRIMARY KEY ("teamId","key")
);

-- CreateTable
CREATE TABLE "budget_warning" (
    "budgetId" TEXT NOT NULL,
    "periodStart" TIMESTAMP(3) NOT NULL,
    "percent" INTEGER NOT NULL,
    "spentNanoUsd" BIGINT NOT NULL,
    "limitNanoUsd" BIGINT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_warning_pkey" PRIMARY KEY ("budgetId","periodStart","percent")
);

-- CreateTable
CREATE TABLE "reprice" (
    "id" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "fromDate" TIMESTAMP(3) NOT NULL,
    "toDate" TIMESTAMP(3) NOT NULL,
    "models" TEXT[],
    "attempts" INTEGER NOT NULL,
    "beforeNanoUsd" BIGINT NOT NULL,
    "afterNanoUsd" BIGINT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reprice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_rate_limit" (
    "providerId" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "requestsPerMinute" INTEGER,
    "tokensPerMinute" INTEGER,
    "source" TEXT NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_rate_limit_pkey" PRIMARY KEY ("providerId","model")
);

-- CreateTable
CREATE TABLE "rate_take" (
    "attemptId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "tokens" INTEGER NOT NULL,
    "startsAt" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rate_take_pkey" PRIMARY KEY ("attemptId")
);

-- CreateTable
CREATE TABLE "breaker" (
    "providerId" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "openedAt" TIMESTAMP(3),
    "probeAt" TIMESTAMP(3),
    "probeAttemptId" TEXT,
    "lastOutcome" TEXT,
    "lastText" TEXT,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "breaker_pkey" PRIMARY KEY ("providerId","model")
);

-- CreateTable
CREATE TABLE "routing_override" (
    "teamId" TEXT NOT NULL,
    "workflow" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "startTier" TEXT NOT NULL,
    "note" TEXT,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "routing_override_pkey" PRIMARY KEY ("teamId","workflow","stage")
);

-- CreateTable
CREATE TABLE "model_batch" (
    "id" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "providerBatchId" TEXT,
    "status" TEXT NOT NULL,
    "requests" INTEGER NOT NULL DEFAULT 0,
    "errorText" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submittedAt" TIMESTAMP(3),
    "lastPolledAt" TIMESTAMP(3),
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "model_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "batch_item" (
    "attemptId" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "tryNumber" INTEGER NOT NULL,
    "launchId" TEXT NOT NULL,
    "flowId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "batchId" TEXT,
    "status" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "result" JSONB,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "batch_item_pkey" PRIMARY KEY ("attemptId")
);

-- CreateIndex
CREATE INDEX "cache_flight_runId_idx" ON "cache_flight"("runId");

-- CreateIndex
CREATE INDEX "reprice_teamId_createdAt_idx" ON "reprice"("teamId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "rate_take_providerId_model_startsAt_idx" ON "rate_take"("providerId", "model", "startsAt");

-- CreateIndex
CREATE INDEX "model_batch_status_idx" ON "model_batch"("status");

-- CreateIndex
CREATE INDEX "model_batch_teamId_createdAt_idx" ON "model_batch"("teamId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "batch_item_status_createdAt_idx" ON "batch_item"("status", "createdAt");

-- CreateIndex
CREATE INDEX "batch_item_runId_idx" ON "batch_item"("runId");

-- CreateIndex
CREATE INDEX "batch_item_batchId_idx" ON "batch_item"("batchId");

-- CreateIndex
CREATE INDEX "attempt_teamId_workflow_stage_createdAt_idx" ON "attempt"("teamId", "workflow", "stage", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "budget_teamId_scope_scopeId_period_kind_key" ON "budget"("teamId", "scope", "scopeId", "period", "kind");

-- CreateIndex
CREATE INDEX "cache_entry_teamId_lastUsedAt_idx" ON "cache_entry"("teamId", "lastUsedAt");

-- CreateIndex
CREATE UNIQUE INDEX "price_teamId_model_effectiveFrom_minPromptTokens_key" ON "price"("teamId", "model", "effectiveFrom", "minPromptTokens");

-- AddForeignKey
ALTER TABLE "budget_warning" ADD CONSTRAINT "budget_warning_budgetId_fkey" FOREIGN KEY ("budgetId") REFERENCES "budget"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "batch_item" ADD CONSTRAINT "batch_item_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "model_batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;


