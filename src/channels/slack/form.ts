import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Field, Form } from '../../domain/message.ts';
import { assertNever } from '../../domain/result.ts';
import { type ButtonValue, decodeButton, encodeButton } from './button-value.ts';
import { cleaned, cut, orElse } from './clean-text.ts';
import { limits } from './limits.ts';
import { plain } from './render-body.ts';
import type { ViewSubmission } from './schema.ts';
import { fieldAction, formCallback } from './words.ts';

const ChatUser = z.string().regex(/^[UW][A-Z0-9]+$/);

function element(field: Field): types.InputBlock['element'] {
  const action_id = fieldAction;
  switch (field.kind) {
    case 'line':
    case 'text': {
      const max_length = Math.min(field.maxLength ?? limits.inputLength, limits.inputLength);
      return {
        type: 'plain_text_input',
        action_id,
        multiline: field.kind === 'text',
        max_length,
        ...(field.initial && { initial_value: cut(field.initial, max_length) }),
      };
    }
    case 'choice': {
      const options = field.options.slice(0, limits.selectOptions).map((option) => ({
        text: plain(orElse(cut(cleaned(option.label), limits.buttonLabel), option.id)),
        value: cut(option.id, limits.optionValue, ''),
      }));
      const initial_option = options.find((option) => option.value === field.initial);
      return { type: 'static_select', action_id, options, ...(initial_option && { initial_option }) };
    }
    case 'person': {
      const initial = ChatUser.safeParse(field.initial);
      return { type: 'users_select', action_id, ...(initial.success && { initial_user: initial.data }) };
    }
    default:
      return assertNever(field);
  }
}

const inputBlock = (field: Field): types.InputBlock => ({
  type: 'input',
  block_id: field.id,
  label: plain(orElse(cut(cleaned(field.label), limits.inputLabel), field.id)),
  ...(field.hint?.trim() && { hint: plain(orElse(cut(cleaned(field.hint), limits.inputHint), '…')) }),
  optional: field.optional ?? false,
  element: element(field),
});

/** A form as a Slack modal; what it is about travels in its private metadata. */
export function modal(form: Form): types.ModalView {
  const word = (text: string) => plain(orElse(cut(cleaned(text), limits.viewTitle), '…'));
  return {
    type: 'modal',
    callback_id: formCallback,
    private_metadata: encodeButton(form),
    title: word(form.title),
    submit: word(form.submit),
    close: word(form.cancel),
    blocks: form.fields.slice(0, limits.viewBlocks).map(inputBlock),
  };
}

/** What a submitted form is about; undefined when it isn't one of ours. */
export const formSubject = (view: ViewSubmission): ButtonValue | undefined =>
  view.callback === formCallback ? decodeButton(view.metadata) : undefined;

/** Field id → what to say beside it, for fields that must be filled and aren't; undefined when all is well. */
export function missingFields(view: ViewSubmission): Record<string, string> | undefined {
  const missing = view.inputs.filter((input) => input.required && view.fields[input.field] === undefined);
  if (missing.length === 0) return undefined;
  // A modal doesn't say its language, but its labels do.
  const say = (label: string) => (/\p{Script=Han}/u.test(label) ? '请填写' : 'Please fill this in');
  return Object.fromEntries(missing.map((input) => [input.field, say(input.label)]));
}
