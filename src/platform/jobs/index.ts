/**
 * Jobs: named functions with a schema for their payload, safe to run twice, kept and handed out by PostgreSQL
 * (graphile-worker). Asking for a job is part of the transaction that makes it necessary.
 */
export { enqueueJob, migrateJobs } from "./enqueue.ts"
export { hastenJob } from "./hasten.ts"
export { type FailedJob, failedJobs, type QueueFigures, queueFigures, retryJobs } from "./job-list.ts"
export { type Job, type JobRunner, startJobs } from "./run-jobs.ts"
