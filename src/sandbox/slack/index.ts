export type { Failure } from './failures.ts';
export type { Acted, Modal } from './people.ts';
export type { ShownMessage, WorkspaceChannel, WorkspaceData, WorkspaceUser } from './records.ts';
export { botUser, createSlackWorkspace, type SlackWorkspace, type WorkspaceOptions } from './workspace.ts';
