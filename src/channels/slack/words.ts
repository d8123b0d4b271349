/** Names that Slack's app configuration and our code must agree on; `slack-manifest.yaml` is tested against them. */
export const commands = { fault: '/fault', ticket: '/ticket', oncall: '/oncall' } as const;

export const shortcuts = { message: 'report_message', global: 'report_fault' } as const;

export const formCallback = 'faultline_form';

/** Every element that we draw has an action id that starts so. */
export const actionPrefix = 'faultline:';

/** Each form field is one block with one element of this action id; the block's id is the field's. */
export const fieldAction = 'value';

export const noticeEvent = 'faultline_notice';

/** Events that the app subscribes to. */
export const botEvents = ['app_home_opened', 'app_mention', 'message.im'] as const;

/** What each Web API method that we call needs. */
export const botScopes = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
] as const;
