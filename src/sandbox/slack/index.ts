export { cardOf, ticketInMetadata } from './about.ts';
export type { Failure } from './failures.ts';
export type { FormField } from './modal.ts';
export type { Acted } from './people.ts';
export type { ShownMessage, SlackMessage, WorkspaceData } from './records.ts';
export { botUser, createSlackWorkspace, type SlackWorkspace, type WorkspaceOptions } from './workspace.ts';
