// Usage: node --import tsx tests/support/hold-postgres.ts DATA_DIR
// Starts the embedded server, says its process and address, and waits to be killed.
import { startPostgres } from "../../src/platform/postgres/index.ts"

const server = await startPostgres({ dataDir: process.argv[2]!, id: "held", durable: false })
console.log(JSON.stringify({ pid: server.pid, url: server.url, uid: process.getuid?.() }))
setInterval(() => {}, 1000)
