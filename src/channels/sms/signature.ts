import webhooks from 'twilio/lib/webhooks/webhooks.js';

export interface SignedForm {
  authToken: string;
  /** `X-Twilio-Signature`. */
  signature: string;
  /** The address as Twilio knows it, with its query. */
  url: string;
  form: URLSearchParams;
}

/** Every parameter counts, repeated and unknown ones too. */
export function isSignedByTwilio({ authToken, signature, url, form }: SignedForm): boolean {
  // No prototype: a parameter may be called anything.
  const fields: Record<string, string | string[]> = Object.create(null);
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name);
    fields[name] = values.length > 1 ? values : (values[0] ?? '');
  }
  return webhooks.validateRequest(authToken, signature, url, fields);
}
