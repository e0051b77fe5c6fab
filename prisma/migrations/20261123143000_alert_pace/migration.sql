-- What charts of rules no longer show is found by its moment.
CREATE INDEX "alert_sample_at_idx" ON "alert_sample"("at");

-- Teams that left the rule for spend as it was get it as new teams have it: twice the usual for two hours.
UPDATE "alert_rule"
SET "condition" = jsonb_set("condition", '{factor}', '2'), "pendingSeconds" = 7200, "updatedAt" = CURRENT_TIMESTAMP
WHERE "builtIn" = 'spend-anomaly' AND "condition" @> '{"measure": "spend", "factor": 2.2}' AND "pendingSeconds" = 300;
