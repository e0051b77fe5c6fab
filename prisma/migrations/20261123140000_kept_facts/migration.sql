-- What a reprice replaces, and what a test of a provider found, model by model.
ALTER TABLE "attempt" ADD COLUMN "earlierCharges" JSONB;
ALTER TABLE "provider" ADD COLUMN "lastTest" JSONB;
