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
 * @returns its answer; `{ok: false, failed: true}` when there was none, with `say` where the sandbox said why
 */
export async function post(path, body) {
  let response;
  let answer;
  try {
    response = await fetch(`/sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    answer = await response.json();
  } catch {
    // Nobody answered, or half an answer: the words for it are the page's own.
    return { ok: false, failed: true };
  }
  if (!response.ok) return { ok: false, failed: true, say: answer.error };
  await shown(Number(response.headers.get('x-sandbox-turn')));
  return answer;
}

async function read(path) {
  try {
    const response = await fetch(`/sandbox/${path}`);
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

/** One ticket, or undefined. Only numbers that the hub listed are asked for, so that nothing is ever not found. */
export const readTicket = (number) => read(`tickets/${number}`);

/** What fires by itself, soonest first. */
export const readUpcoming = () => read('upcoming');
