/** Sends a request to the sandbox. @returns its answer; `{ok: false, say}` when there was none */
export async function post(path, body) {
  try {
    const response = await fetch(`/sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
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
