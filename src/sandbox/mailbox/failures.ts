/** How a coming mail is to fail; the first matching rule is used up. */
export interface MailFailure {
  /** A bare address; everybody's when left out. */
  to?: string;
  /** An SMTP answer at RCPT TO: 421 also ends the connection. */
  code?: number;
  /** The words behind the code. */
  say?: string;
  /** How many mails; 1 unless said. */
  times?: number;
  /** Takes the mail and then drops the connection without an answer. */
  dropAfterData?: boolean;
  /** Never answers. */
  hang?: boolean;
}

const words: Record<number, string> = {
  421: '4.3.2 service not available, closing',
  450: '4.2.1 mailbox busy',
  451: '4.3.0 try again later',
  452: '4.3.1 insufficient system storage',
  550: '5.1.1 no such user here',
  552: '5.2.2 mailbox full',
  553: '5.1.3 bad address syntax',
  554: '5.7.1 refused by policy',
};

export const wordsOf = ({ code = 451, say }: MailFailure): string => say ?? words[code] ?? 'refused';

export function createFailures() {
  const rules: (MailFailure & { left: number })[] = [];
  return {
    add(failure: MailFailure): void {
      rules.push({ ...failure, left: failure.times ?? 1 });
    },
    /** The rule for a mail to this address, used up by one. */
    take(to: string): MailFailure | undefined {
      const index = rules.findIndex(
        (rule) => rule.to === undefined || rule.to.toLowerCase() === to.toLowerCase(),
      );
      const rule = rules[index];
      if (rule && --rule.left <= 0) rules.splice(index, 1);
      return rule;
    },
  };
}
