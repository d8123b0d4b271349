/** What we know of a sender when reading a text. Tickets: the sender's own, newest first. */
export interface ReadingContext {
  now: Date;
  tickets: {
    number: number;
    status: 'open' | 'fixed' | 'closed';
    /** "fixed?" was asked of this sender and not yet answered. */
    asked: boolean;
    closedAt?: Date;
    /** Already rated: a bare digit no longer rates it. */
    rated: boolean;
    title: string;
    lastReportAt: Date;
  }[];
  /** The last question put to this address, if unanswered. */
  question?: { at?: Date } & (
    | { kind: 'fixed'; ticket: number }
    | { kind: 'rate'; ticket: number }
    | { kind: 'still-broken'; ticket: number }
    | { kind: 'another-fault'; ticket: number; text: string }
    | {
        kind: 'which-ticket';
        word: string;
        tickets: number[] /** What stood beside the word, from the `ask`. */;
        text?: string;
      }
  );
  /** The ticket that the message itself proves (signed mail token, the card's thread). */
  proven?: number;
  channel: string;
  hasAttachments?: boolean;
}

/** The words that need a ticket. */
export type TicketWord = 'confirm' | 'deny' | 'status' | 'hurry' | 'withdraw' | 'rate';

/** What a text means. Danger words are reported beside a report or addition, whatever else it says. */
export type Reading =
  | {
      kind: 'report';
      text: string;
      danger: string[] /** Said to be another fault (`新 …`). */;
      fresh: boolean;
    }
  | { kind: 'addition'; ticket: number; text: string; danger: string[] }
  | { kind: 'confirm'; ticket: number }
  | { kind: 'deny'; ticket: number; why: string }
  | { kind: 'status'; ticket?: number }
  | { kind: 'hurry'; ticket: number; text: string }
  | { kind: 'rate'; ticket: number; score: 1 | 2 | 3 | 4 | 5; text: string }
  | { kind: 'withdraw'; ticket: number; why: string }
  | { kind: 'person'; ticket?: number /** What they added: a number to call, a time. */; text?: string }
  | { kind: 'complaint'; ticket?: number; text: string }
  | { kind: 'help' }
  /** "谢谢", "thanks": changes nothing, answered by nothing. */
  | { kind: 'courtesy'; ticket?: number }
  /** "在吗", "hello?": a friendly prompt; a human hears after 5 minutes of silence. */
  | { kind: 'greeting' }
  /** A ticket number that isn't the sender's, or doesn't exist: the same answer for both. */
  | { kind: 'not-yours' }
  /** A word that needs a ticket when there is none. */
  | { kind: 'nothing-open'; word: TicketWord }
  | {
      kind: 'ask';
      question: 'which-ticket';
      /** As in `nothing-open`. */
      word: TicketWord;
      tickets: number[];
      /** To be kept with the question: what stood beside the word (`2 还是没网`), the score of `rate`. */
      text?: string;
    }
  | { kind: 'ask'; question: 'still-broken'; ticket: number }
  | { kind: 'ask'; question: 'another-fault'; ticket: number; text: string; danger: string[] }
  /** Nothing in it: no words, no picture. */
  | { kind: 'empty' };

/** A staff line: `4821 fix 换了电源`. `ticket` may come from the thread it was said in. */
export type VerbLine =
  | {
      kind: 'verb';
      ticket: number;
      verb: Verb;
      args: string /** `@who`, as a bare chat id or a person's id. */;
      who?: string;
    }
  /** Nothing, or a word for help: what can be said here? */
  | { kind: 'help' }
  /** A number alone: how does it stand? */
  | { kind: 'show'; ticket: number }
  | {
      kind: 'usage' /** Which piece was not understood. */;
      problem: 'no-number' | 'unknown-verb' | 'bad-number';
      word?: string;
      /** The known word that was probably meant. */
      meant?: string;
    };

export const verbs = [
  'claim',
  'unclaim',
  'answer',
  'unreachable',
  'onsite',
  'arrive',
  'parts',
  'fix',
  'confirmed',
  'denied',
  'offer',
  'accept',
  'decline',
  'take',
  'assign',
  'say',
  'note',
  'title',
  'severity',
  'pause',
  'resume',
  'void',
  'ack',
  'contact',
  'approve',
  'reject',
  'record',
  'link',
  'join',
  'why',
  'trace',
] as const;
/** Everything that a button does or `/ticket n verb` can say. */
export type Verb = (typeof verbs)[number];
