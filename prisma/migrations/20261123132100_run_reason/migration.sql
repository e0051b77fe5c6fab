-- Runs by why they are what they are: who was stopped by a budget is found among millions.
CREATE INDEX "run_teamId_reason_createdAt_idx" ON "run"("teamId", "reason", "createdAt" DESC);
