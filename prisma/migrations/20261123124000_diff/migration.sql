-- CreateTable
CREATE TABLE "diff" (
    "launchId" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "base" TEXT NOT NULL,
    "head" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "diff_pkey" PRIMARY KEY ("launchId")
);

-- CreateTable
CREATE TABLE "diff_file" (
    "launchId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "oldPath" TEXT,
    "change" TEXT NOT NULL,
    "isPython" BOOLEAN NOT NULL,
    "oldHash" TEXT,
    "newHash" TEXT,
    "textLeftOut" TEXT,
    "hunks" JSONB NOT NULL,

    CONSTRAINT "diff_file_pkey" PRIMARY KEY ("launchId","path")
);

-- CreateIndex
CREATE INDEX "diff_file_oldHash_idx" ON "diff_file"("oldHash");

-- CreateIndex
CREATE INDEX "diff_file_newHash_idx" ON "diff_file"("newHash");

-- AddForeignKey
ALTER TABLE "diff" ADD CONSTRAINT "diff_launchId_fkey" FOREIGN KEY ("launchId") REFERENCES "launch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "diff_file" ADD CONSTRAINT "diff_file_launchId_fkey" FOREIGN KEY ("launchId") REFERENCES "diff"("launchId") ON DELETE CASCADE ON UPDATE CASCADE;
