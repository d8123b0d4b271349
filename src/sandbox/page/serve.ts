import type { Router } from 'express';

/** The page and its parts. */
export function servePage(router: Router): void {
  router.get('/', (_req, res) => void res.type('html').send('<!doctype html><title>sandbox</title>'));
}
