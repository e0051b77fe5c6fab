/** @type {import('next').NextConfig} */
const config = {
  distDir: process.env.ASSAY_DIST_DIR ?? '.next',
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm test` checks the types of everything; a newcomer's first start need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  // In development Next would print the arguments of server actions: passwords and keys among them.
  logging: { serverFunctions: false },
  // Native, wasm or self-locating packages that must be loaded from node_modules as they are.
  serverExternalPackages: [
    'pg',
    '@prisma/adapter-pg',
    '@dbos-inc/dbos-sdk',
    'pino',
    'tar',
    'yauzl',
    '@anthropic-ai/sdk',
    '@anthropic-ai/bedrock-sdk',
    '@anthropic-ai/vertex-sdk',
    'google-auth-library',
    'nodemailer',
    '@secretlint/core',
    '@secretlint/secretlint-rule-preset-recommend',
  ],
  experimental: {
    serverActions: { bodySizeLimit: '64mb' },
  },
  async headers() {
    return [
      {
        source: '/:path*',
        headers: [
          { key: 'x-content-type-options', value: 'nosniff' },
          { key: 'x-frame-options', value: 'DENY' },
          { key: 'referrer-policy', value: 'same-origin' },
          { key: 'permissions-policy', value: 'camera=(), microphone=(), geolocation=()' },
          {
            key: 'content-security-policy',
            // Next injects inline bootstrap scripts; everything else is same-origin only.
            value: [
              "default-src 'self'",
              `script-src 'self' 'unsafe-inline'${process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''}`,
              "style-src 'self' 'unsafe-inline'",
              "img-src 'self' data: blob:",
              "font-src 'self'",
              "connect-src 'self'",
              "object-src 'none'",
              "base-uri 'self'",
              "form-action 'self'",
              "frame-ancestors 'none'",
            ].join('; '),
          },
        ],
      },
    ]
  },
}

export default config
