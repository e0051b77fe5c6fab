-- Alerts: rules, what they saw, incidents, channels and deliveries.
-- CreateTable
CREATE TABLE "alert_rule" (
    "id" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "builtIn" TEXT,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "condition" JSONB NOT NULL,
    "scope" TEXT NOT NULL DEFAULT 'team',
    "scopeId" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "pendingSeconds" INTEGER NOT NULL,
    "recoverSeconds" INTEGER NOT NULL,
    "renotifyMinutes" INTEGER,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "allChannels" BOOLEAN NOT NULL DEFAULT true,
    "channelIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "lastReadAt" TIMESTAMP(3),
    "lastReadings" JSONB NOT NULL DEFAULT '[]',
    "lastProblem" TEXT,

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_sample" (
    "ruleId" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "value" DOUBLE PRECISION,
    "line" DOUBLE PRECISION,
    "n" INTEGER NOT NULL,

    CONSTRAINT "alert_sample_pkey" PRIMARY KEY ("ruleId","subject","at")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "ruleId" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subjectName" TEXT,
    "openKey" TEXT,
    "state" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "ruleName" TEXT NOT NULL,
    "condition" JSONB NOT NULL,
    "text" TEXT NOT NULL,
    "value" DOUBLE PRECISION,
    "line" DOUBLE PRECISION,
    "n" INTEGER NOT NULL,
    "worstValue" DOUBLE PRECISION,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "firedAt" TIMESTAMP(3),
    "resolvedAt" TIMESTAMP(3),
    "clearSince" TIMESTAMP(3),
    "lastToldAt" TIMESTAMP(3),
    "acknowledgedAt" TIMESTAMP(3),
    "acknowledgedBy" TEXT,
    "snoozedUntil" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_event" (
    "id" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "alertId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "userId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_channel" (
    "id" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "userIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "urlSealed" TEXT,
    "urlShown" TEXT,
    "secretSealed" TEXT,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "alert_channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_delivery" (
    "id" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "eventId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "message" JSONB NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastTriedAt" TIMESTAMP(3),
    "problem" TEXT,
    "deliveredAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_rule_teamId_enabled_idx" ON "alert_rule"("teamId", "enabled");

-- CreateIndex
CREATE UNIQUE INDEX "alert_rule_teamId_builtIn_key" ON "alert_rule"("teamId", "builtIn");

-- CreateIndex
CREATE UNIQUE INDEX "alert_openKey_key" ON "alert"("openKey");

-- CreateIndex
CREATE INDEX "alert_teamId_state_idx" ON "alert"("teamId", "state");

-- CreateIndex
CREATE INDEX "alert_teamId_id_idx" ON "alert"("teamId", "id" DESC);

-- CreateIndex
CREATE INDEX "alert_ruleId_startedAt_idx" ON "alert"("ruleId", "startedAt");

-- CreateIndex
CREATE INDEX "alert_event_alertId_createdAt_idx" ON "alert_event"("alertId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "alert_channel_teamId_name_key" ON "alert_channel"("teamId", "name");

-- CreateIndex
CREATE INDEX "alert_delivery_state_nextTryAt_idx" ON "alert_delivery"("state", "nextTryAt");

-- CreateIndex
CREATE INDEX "alert_delivery_teamId_id_idx" ON "alert_delivery"("teamId", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "alert_delivery_eventId_channelId_key" ON "alert_delivery"("eventId", "channelId");

-- AddForeignKey
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_sample" ADD CONSTRAINT "alert_sample_ruleId_fkey" FOREIGN KEY ("ruleId") REFERENCES "alert_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_ruleId_fkey" FOREIGN KEY ("ruleId") REFERENCES "alert_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_event" ADD CONSTRAINT "alert_event_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_channel" ADD CONSTRAINT "alert_channel_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_delivery" ADD CONSTRAINT "alert_delivery_channelId_fkey" FOREIGN KEY ("channelId") REFERENCES "alert_channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_delivery" ADD CONSTRAINT "alert_delivery_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "alert_event"("id") ON DELETE CASCADE ON UPDATE CASCADE;


