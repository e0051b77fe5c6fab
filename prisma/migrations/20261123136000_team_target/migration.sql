-- CreateTable
CREATE TABLE "team_target" (
    "teamId" TEXT NOT NULL,
    "criterion" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "updatedBy" TEXT NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "team_target_pkey" PRIMARY KEY ("teamId","criterion")
);

-- AddForeignKey
ALTER TABLE "team_target" ADD CONSTRAINT "team_target_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;
