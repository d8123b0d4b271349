import type { ReceivedMail } from './mailbox/index.ts';
import type { KeptMedia } from './media.ts';

/** One mail of the mailbox pane, either way. */
export interface KeptMail {
  id: string;
  /** `out`: the hub wrote it; `in`: somebody wrote to the hub. */
  way: 'in' | 'out';
  at: string;
  from: string;
  to: string;
  cc?: string[];
  subject: string;
  text: string;
  html: string;
  messageId: string;
  references: string[];
  media?: KeptMedia[];
}

const kept = 500;

/** The mails of the mailbox pane, oldest first; the newest 500 are kept. */
export function createMails(saved: KeptMail[] | undefined, changed: () => void) {
  let mails: KeptMail[] = Array.isArray(saved) ? saved : [];
  const add = (mail: KeptMail): void => {
    mails = [...mails.slice(-kept + 1), mail];
    changed();
  };
  return {
    all: (): readonly KeptMail[] => mails,
    add,
    addReceived(mail: ReceivedMail, id: string, at: string): void {
      const { from, to, subject, text, html, messageId, references } = mail;
      add({ id, way: 'out', at, from, to, subject, text, html, messageId, references });
    },
    /** By the id of a listed message, or by Message-ID. */
    find: (id: string): KeptMail | undefined =>
      mails.find((mail) => mail.id === id || (id !== '' && mail.messageId === id)),
  };
}
