/** Physical plan -> running pipeline: what the command line uses of the runtime. */
export type { DurableFiles } from './checkpoint/durable-files.ts';
export { nodeHost } from './node-host.ts';
export type { Endpoints } from './pipeline/endpoint.ts';
export { type JobConfig, type JobServices, runJob } from './pipeline/job.ts';
export { threadSpawn } from './pipeline/link.ts';
export type { JobEvent, Observe, Progress } from './pipeline/observer.ts';
export { type QueryConfig, type QueryResult, type QueryServices, runQuery } from './pipeline/query.ts';
export type { StartFrom } from './pipeline/recovery.ts';
export { serveThread } from './pipeline/serve-thread.ts';
export type { EndpointSummary, JobResult } from './pipeline/summary.ts';
