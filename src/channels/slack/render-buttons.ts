import type { types } from '@slack/bolt';
import type { Locale } from '../../domain/locale.ts';
import type { Button } from '../../domain/message.ts';
import { encodeButton } from './button-value.ts';
import { cleaned, cut, orElse } from './clean-text.ts';
import { limits } from './limits.ts';
import { plain } from './render-body.ts';
import { actionPrefix } from './words.ts';

const mostButtons = 3;

const label = (button: Button) => plain(orElse(cut(cleaned(button.label), limits.buttonLabel), button.verb));

/** Action ids must differ within a message; the place makes them so. */
function buttonElement(button: Button, at: number): types.Button {
  return {
    type: 'button',
    action_id: `${actionPrefix}${at}:${button.verb}`,
    text: label(button),
    value: encodeButton(button),
    ...(button.style && { style: button.style }),
  };
}

function menu(options: types.PlainTextOption[], locale: Locale): types.ActionsBlockElement {
  const action_id = `${actionPrefix}more`;
  if (options.length <= limits.overflowOptions) return { type: 'overflow', action_id, options };
  const placeholder = plain(locale === 'en' ? 'More' : '更多');
  return { type: 'static_select', action_id, placeholder, options: options.slice(0, limits.selectOptions) };
}

/**
 * At most three buttons, the rest in a menu: an overflow for up to five, a select for more. What carries too
 * much for a menu's option becomes a button of a second row.
 */
export function buttonBlocks(buttons: Button[], more: Button[], locale: Locale): types.KnownBlock[] {
  const rest = [...buttons.slice(mostButtons), ...more];
  const fits = (button: Button) => encodeButton(button).length <= limits.optionValue;
  const first: types.ActionsBlockElement[] = buttons.slice(0, mostButtons).map(buttonElement);
  const options = rest.filter(fits).map((button) => ({ text: label(button), value: encodeButton(button) }));
  if (options.length > 0) first.push(menu(options, locale));
  const second = rest.filter((button) => !fits(button)).slice(0, limits.actionElements);
  const rows = [first, second.map((button, at) => buttonElement(button, mostButtons + at))];
  return rows.filter((row) => row.length > 0).map((elements) => ({ type: 'actions', elements }));
}
