-- Which budget stopped a run: until now it stood in the text of its reason alone.
ALTER TABLE "run" ADD COLUMN "stoppedBy" TEXT;

-- What runs of the present periods tell in that text: "(team budget for this month: ", "(launch budget: ".
UPDATE "run" SET "stoppedBy" = budget.id
FROM "budget"
WHERE "run"."teamId" = budget."teamId" AND "run".reason = 'budget' AND budget.kind = 'hard'
  AND "run"."createdAt" >= budget."periodStart"
  AND (budget.scope, budget."scopeId") IN (('team', "run"."teamId"), ('project', "run"."projectId"),
    ('launch', "run"."launchId"), ('workflow', "run".workflow), ('member', "run"."createdBy"))
  AND "run"."reasonText" LIKE '%(' || budget.scope || ' budget%: %'
  AND CASE WHEN budget.period = 'once' THEN "run"."reasonText" NOT LIKE '% for this %'
           ELSE "run"."reasonText" LIKE '% for this ' || budget.period || ': %' END;
