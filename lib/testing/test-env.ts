import os from 'node:os'
import path from 'node:path'

// Tests need a whole environment but no secret of anyone's; provider keys are removed so that nothing can be paid.
process.env.BETTER_AUTH_SECRET ??= 'test-secret-test-secret-test-secret'
process.env.ASSAY_SECRET_KEY ??= Buffer.alloc(32, 7).toString('base64')
process.env.DATABASE_URL ??= 'postgresql://nobody@127.0.0.1:1/none'
process.env.ASSAY_DATA ??= path.join(os.tmpdir(), 'assay-test')
process.env.ASSAY_LOG_LEVEL ??= 'silent'
delete process.env.ANTHROPIC_API_KEY
delete process.env.ANTHROPIC_AUTH_TOKEN
delete process.env.ANTHROPIC_BASE_URL
