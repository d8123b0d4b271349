import type { Inbound, InboundVerb, Place } from '../../domain/inbound.ts';
import { decodeButton } from './button-value.ts';
import { formSubject } from './form.ts';
import { messageRef, slackAddress } from './inbound-message.ts';
import { plainText } from './plain-text.ts';
import type { BlockActions, Command, ViewSubmission } from './schema.ts';
import { actionPrefix, commands } from './words.ts';

/** Answers to a tap or a command are for the asker alone; in a direct message everything is. */
function answerPlace(conversation: string, threadTs?: string): Place {
  return {
    conversation,
    ...(threadTs && { thread: messageRef(conversation, threadTs) }),
    ...(!conversation.startsWith('D') && { ephemeral: true }),
  };
}

export function readCommand({ command, text, user, userName, conversation, trigger }: Command): Inbound[] {
  const said = plainText(text);
  const who = { from: slackAddress(user), ...(userName && { fromName: userName }) };
  const place = answerPlace(conversation);
  switch (command) {
    case commands.fault:
      if (said === '') return [{ kind: 'verb', ...who, verb: 'report-form', trigger, place }];
      return [{ kind: 'text', ...who, text: said, attachments: [], intent: 'fault', place }];
    case commands.ticket:
      return [{ kind: 'line', ...who, text: said, place, trigger }];
    case commands.oncall:
      return [{ kind: 'line', ...who, text: `oncall ${said}`.trim(), place, trigger }];
    default:
      return [];
  }
}

/** Buttons and menus alike: both carry the verb. */
export function readTaps(body: BlockActions): Inbound[] {
  return body.actions.flatMap((action): InboundVerb[] => {
    const tapped = action.id.startsWith(actionPrefix) ? decodeButton(action.value) : undefined;
    if (!tapped) return [];
    return [
      {
        kind: 'verb',
        from: slackAddress(body.user.id),
        ...(body.user.name && { fromName: body.user.name }),
        verb: tapped.verb,
        ...(tapped.ticket !== undefined && { ticket: tapped.ticket }),
        ...(tapped.value !== undefined && { value: tapped.value }),
        ...(body.trigger && { trigger: body.trigger }),
        ...(body.conversation && { place: answerPlace(body.conversation, body.threadTs) }),
      },
    ];
  });
}

export function readForm(view: ViewSubmission): Inbound[] {
  const subject = formSubject(view);
  if (!subject) return [];
  return [
    {
      kind: 'verb',
      from: slackAddress(view.user.id),
      ...(view.user.name && { fromName: view.user.name }),
      verb: subject.verb,
      ...(subject.ticket !== undefined && { ticket: subject.ticket }),
      ...(subject.value !== undefined && { value: subject.value }),
      fields: view.fields,
      ...(view.trigger && { trigger: view.trigger }),
    },
  ];
}
