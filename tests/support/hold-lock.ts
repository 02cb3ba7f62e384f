// Usage: node --import tsx tests/support/hold-lock.ts DATA_DIR
// Takes the instance's lock, says so, and waits to be killed.
import { isHolder, tryLock } from "../../src/platform/instance/lock.ts"

const answer = tryLock(process.argv[2]!, "holder")
console.log(isHolder(answer) ? "refused" : "held")
setInterval(() => {}, 1000)
