export interface KeptTextMedia {
  sid: string;
  type: string;
  /** Of its bytes, where the look-alike has them. */
  id?: string;
  name?: string;
  /** An address elsewhere, given in place of bytes. */
  url?: string;
}

/** One text as the look-alike keeps it; times are ISO 8601, so that a snapshot is plain JSON. */
export interface KeptText {
  sid: string;
  direction: 'inbound' | 'outbound-api';
  from: string;
  to: string;
  body: string;
  media: KeptTextMedia[];
  segments: number;
  status: 'received' | 'accepted' | 'queued' | 'sent' | 'delivered' | 'undelivered';
  errorCode: number | null;
  messagingServiceSid: string | null;
  at: string;
}

export interface TwilioState {
  /** Oldest first. */
  texts: KeptText[];
  /** `our number>their number`. */
  optedOut: string[];
  /** Makes ids that never repeat, also after a restart. */
  counter: number;
}

export const emptyState = (): TwilioState => ({ texts: [], optedOut: [], counter: 0 });

const optKey = (ours: string, theirs: string): string => `${ours}>${theirs}`;

export const isOptedOut = (state: TwilioState, ours: string, theirs: string): boolean =>
  state.optedOut.includes(optKey(ours, theirs));

const stops = ['STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL'];
const starts = ['START', 'YES', 'UNSTOP'];

/** Twilio reads these before the webhook is called: whole message, any case. */
export function applyOptOut(state: TwilioState, ours: string, theirs: string, body: string): void {
  const word = body.trim().toUpperCase();
  const key = optKey(ours, theirs);
  if (stops.includes(word) && !state.optedOut.includes(key)) state.optedOut.push(key);
  if (starts.includes(word)) state.optedOut = state.optedOut.filter((each) => each !== key);
}
