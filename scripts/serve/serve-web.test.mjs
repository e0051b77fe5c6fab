import http from 'node:http'
import { expect, it } from 'vitest'
import { assertPortFree, nameCaller } from './serve-web.mjs'

it('says early that the port is taken, and what to do', async () => {
  const other = http.createServer()
  await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address()
  const error = await assertPortFree(port, '127.0.0.1').catch((thrown) => thrown)
  expect(error.message).toBe(`Port ${port} is in use by another program.`)
  expect(error.hint).toContain('PORT=')
  await new Promise((resolve) => other.close(resolve))
  await expect(assertPortFree(port, '127.0.0.1')).resolves.toBeUndefined()
})

it('names the caller, whatever the client says of itself', async () => {
  const server = http.createServer((request, response) => {
    nameCaller(request)
    response.end(request.headers['x-assay-peer'])
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const forged = { headers: { 'X-Assay-Peer': '203.0.113.7' } }
  const answer = await fetch(`http://127.0.0.1:${server.address().port}`, forged)
  expect(await answer.text()).toBe('127.0.0.1')
  await new Promise((resolve) => server.close(resolve))
})
