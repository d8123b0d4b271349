const shownWithinMs = 2000;

/** Resolves when the page has been told of all that a turn did; gives up where the stream is broken. */
async function shown(turn) {
  const until = performance.now() + shownWithinMs;
  while (Number(document.documentElement.dataset.turn ?? 0) < turn && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/**
 * Sends a request to the sandbox, and waits until the page shows what became of it.
 * @returns its answer; `{ok: false, failed: true, say}` when there was none
 */
export async function post(path, body) {
  try {
    const response = await fetch(`/sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (response.ok) await shown(Number(response.headers.get('x-sandbox-turn')));
    return response.ok ? answer : { ok: false, failed: true, say: answer.error };
  } catch (error) {
    return { ok: false, failed: true, say: error instanceof Error ? error.message : String(error) };
  }
}

/** One ticket, or undefined. */
export async function readTicket(number) {
  // Only numbers that the hub listed are asked for, so that nothing is ever not found.
  const response = await fetch(`/sandbox/tickets/${number}`);
  return response.ok ? response.json() : undefined;
}
