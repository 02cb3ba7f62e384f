/**
 * The demo country: simulated sectoral portals that publish real, openly licensed tables (`seeds/demo`) in the protocols of
 * real portals, so that the demo harvests for good; four smaller ones speak further protocols and have the faults of real ones.
 * What people did since (`demo-story.ts`) and what waits for them is part of it. Nothing outside the `demo` command knows of it.
 */

export { type DemoAccount, demoAccounts } from "./demo-accounts.ts"
export { type DemoPortals, startDemoPortals } from "./demo-portals.ts"
export { loadDemoPortals } from "./portal.ts"
export { harvestDemo, openDemo } from "./prepare-demo.ts"
