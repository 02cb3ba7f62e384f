import assert from "node:assert/strict"
import { it } from "node:test"
import { getHeapStatistics } from "node:v8"
import { countAsHeld } from "./weight.ts"

const bytes = 64 * 2 ** 20

it("a shared buffer counts as memory in use, as an ordinary one does, and takes none for it", () => {
  const buffer = new SharedArrayBuffer(bytes)
  const [counted, resident] = [getHeapStatistics().external_memory, process.memoryUsage().rss]
  const user = { buffer }
  countAsHeld(user, buffer)
  assert.ok(getHeapStatistics().external_memory - counted >= bytes, "V8 knows of it")
  assert.ok(process.memoryUsage().rss - resident < bytes / 4, "nothing was touched")
  assert.equal(user.buffer, buffer)
})
