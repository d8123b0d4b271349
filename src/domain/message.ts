import type { Locale } from './locale.ts';

/**
 * What a button does: a verb on a ticket (or on an inspection, a pause …), the same word that
 * `/ticket n verb` takes. `value` travels with the tap unchanged (≤ 200 characters).
 */
export interface Button {
  verb: string;
  label: string;
  ticket?: number;
  value?: string;
  style?: 'primary' | 'danger';
}

/** One piece of a message's body. Text is plain: a channel escapes it for its own markup. */
export type Block =
  | { kind: 'text'; text: string }
  | { kind: 'strong'; text: string }
  /** What a reporter wrote, shown as a quotation that can't leave its block. */
  | { kind: 'quote'; text: string; by?: string }
  | { kind: 'facts'; facts: [label: string, value: string][] }
  | { kind: 'call'; phone: string; label: string }
  | { kind: 'link'; url: string; label: string }
  /** A picture at an address that whoever draws the message can reach; `type` as its bytes say. */
  | { kind: 'picture'; url: string; label: string; type: string }
  /** Small print: provenance, ids, hints. */
  | { kind: 'hint'; text: string };

/**
 * One worded message for everybody; each channel shows as much of it as it can. An SMS shows `short`
 * alone, a mail `title` and `body`, a chat the body with its buttons.
 */
export interface Message {
  locale: Locale;
  /** One SMS segment, signature included: ≤ 70 UCS-2 or ≤ 160 GSM-7 characters in every sample. */
  short: string;
  /** The mail's subject without its tag, the chat's headline. */
  title: string;
  body: Block[];
  /** At most three, for the present state. */
  buttons?: Button[];
  /** The rest, in an overflow menu. */
  more?: Button[];
}

export type Field = {
  id: string;
  label: string;
  hint?: string;
  optional?: boolean;
  initial?: string;
} & (
  | { kind: 'line' | 'text'; maxLength?: number }
  | { kind: 'choice'; options: { id: string; label: string }[] }
  /** A person of the chat; its value is a bare chat user id. */
  | { kind: 'person' }
);

/** A form a channel can show; submitted it comes back as a verb with `fields`. */
export interface Form {
  verb: string;
  title: string;
  submit: string;
  cancel: string;
  ticket?: number;
  value?: string;
  fields: Field[];
}
