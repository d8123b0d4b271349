// In a checkout the worker is TypeScript: tsx must be registered in each thread. Built code starts the worker itself.
import { register } from 'tsx/esm/api';

register();
await import('./read-worker.ts');
