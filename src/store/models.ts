import mongoose, { type Connection, type IndexDefinition, type IndexOptions } from 'mongoose';
import type {
  ContentDoc,
  IdentityDoc,
  InboxDoc,
  JournalDoc,
  LaneDoc,
  LeaseDoc,
  MetaDoc,
  NoticeDoc,
  PolicyDoc,
  TicketDoc,
} from './documents.ts';
import type { FetchDoc, FileDoc, OriginalDoc, OriginalPieceDoc } from './file-documents.ts';
import type { FindingDoc } from './findings.ts';
import type { InspectionDoc } from './inspection-documents.ts';

type Index = [IndexDefinition, IndexOptions & { name: string }];

/** What was set aside is counted every few seconds, among rows that are done and kept for years. */
const aside: Index = [{ state: 1 }, { name: 'aside', partialFilterExpression: { state: 'quarantined' } }];

/**
 * Collections and the indexes that queries and correctness rest on. What must be unique is the `_id`,
 * so that it stays unique across shards. Shapes are loose: a newer hub's fields are left alone.
 */
const declared: Record<string, Index[]> = {
  tickets: [
    // With the number: several hubs share what is due by it without reading one another's tickets.
    [
      { nextAlarmAt: 1, _id: 1 },
      { name: 'due', partialFilterExpression: { nextAlarmAt: { $exists: true } } },
    ],
    [{ pendingSince: 1 }, { name: 'pending', partialFilterExpression: { pendingSince: { $exists: true } } }],
    [{ 'parties.address': 1, _id: -1 }, { name: 'parties' }],
    // The newest of somebody's own, whether owner or at work on it: whoever opens their home tab asks.
    [{ status: 1, owner: 1, _id: -1 }, { name: 'owned' }],
    [
      { status: 1, worker: 1, _id: -1 },
      { name: 'workers', partialFilterExpression: { worker: { $exists: true } } },
    ],
    // Counted at each scrape, and the night's told each morning.
    [
      { status: 1, closedAt: 1 },
      { name: 'broken', partialFilterExpression: { 'broken.0': { $exists: true } } },
    ],
    [{ openedAt: 1, group: 1 }, { name: 'opened' }],
    [{ status: 1, site: 1, openedAt: -1 }, { name: 'sites' }],
    // Each report asks for the outage that is known at its place, also when thousands are open there.
    [
      { status: 1, site: 1, _id: -1 },
      { name: 'outages', partialFilterExpression: { 'parts.0': { $exists: true } } },
    ],
    // The audit's rounds: an alarm that fires doesn't touch it.
    [{ status: 1, _id: 1 }, { name: 'rounds' }],
    // What was kept long enough is found in the order in which tickets ended.
    [
      { closedAt: 1, _id: 1 },
      { name: 'closed', partialFilterExpression: { closedAt: { $exists: true } } },
    ],
  ],
  inbox: [
    // Receipts stand apart: ten of them come for each report, and would have to be read past.
    [
      { state: 1, receipt: 1, nextAt: 1 },
      { name: 'work', partialFilterExpression: { state: 'new' } },
    ],
    aside,
    [{ channel: 1, receivedAt: -1 }, { name: 'newest' }],
    [
      { waitsFor: 1, receivedAt: 1, _id: 1 },
      { name: 'lines', partialFilterExpression: { waitsFor: { $exists: true } } },
    ],
  ],
  // GridFS, as its drivers declare them; but not unique, which could not be kept across shards. One hub writes a file,
  // once, under an id of its own, and whoever reads it counts the pieces.
  'raw.files': [[{ filename: 1, uploadDate: 1 }, { name: 'filename_1_uploadDate_1' }]],
  'raw.chunks': [[{ files_id: 1, n: 1 }, { name: 'files_id_1_n_1' }]],
  outbox: [
    [
      { lane: 1, at: 1, seq: 1 },
      { name: 'lanes', partialFilterExpression: { open: true } },
    ],
    // Pages are found in a lane in which ten thousand others wait.
    [
      { lane: 1, at: 1, seq: 1, loud: 1 },
      { name: 'pages', partialFilterExpression: { open: true, loud: 'page' } },
    ],
    [
      { open: 1, nextAt: 1 },
      { name: 'work', partialFilterExpression: { open: true } },
    ],
    [{ ticket: 1, at: 1 }, { name: 'tickets' }],
    [{ providerId: 1 }, { name: 'receipts', partialFilterExpression: { providerId: { $exists: true } } }],
    [{ ref: 1 }, { name: 'refs', partialFilterExpression: { ref: { $exists: true } } }],
    [
      { state: 1, at: -1 },
      { name: 'states', partialFilterExpression: { state: 'failed' } },
    ],
    [{ receiptDue: 1 }, { name: 'receipts-due', partialFilterExpression: { receiptDue: { $exists: true } } }],
  ],
  lanes: [[{ nextAt: 1 }, { name: 'work', partialFilterExpression: { nextAt: { $exists: true } } }]],
  journal: [
    // One entry a version is the `_id`'s doing: a unique index of its own could not be kept across shards.
    [{ ticket: 1, version: 1 }, { name: 'versions' }],
    [{ at: 1 }, { name: 'newest' }],
  ],
  findings: [
    [
      { open: 1, foundAt: 1 },
      { name: 'open', partialFilterExpression: { open: true } },
    ],
    [
      { untold: 1, foundAt: 1 },
      { name: 'untold', partialFilterExpression: { untold: true } },
    ],
  ],
  contents: [[{ ticket: 1 }, { name: 'tickets' }]],
  files: [[{ ticket: 1 }, { name: 'tickets' }]],
  fetches: [
    [
      { state: 1, nextAt: 1 },
      { name: 'work', partialFilterExpression: { state: 'new' } },
    ],
    aside,
  ],
  identities: [],
  policies: [],
  // A sender's turn leaves a row behind; nobody asks for it after the day.
  leases: [[{ until: 1 }, { name: 'expired', expireAfterSeconds: 86_400 }]],
  meta: [],
  inspections: [
    [{ nextAlarmAt: 1 }, { name: 'alarms', partialFilterExpression: { nextAlarmAt: { $exists: true } } }],
    [{ pendingSince: 1 }, { name: 'pending', partialFilterExpression: { pendingSince: { $exists: true } } }],
  ],
};

function collection<D extends { _id: unknown }>(connection: Connection, name: string) {
  const idType = name === 'tickets' ? Number : String;
  const schema = new mongoose.Schema({ _id: idType }, { strict: false, versionKey: false, minimize: false });
  for (const [keys, options] of declared[name] ?? []) schema.index(keys, options);
  const model = connection.model(name, schema, name);
  // The hot paths speak to the driver; mongoose keeps the schema, its indexes and the connection.
  return {
    model,
    raw: model.collection as unknown as mongoose.mongo.Collection<D & mongoose.mongo.Document>,
  };
}

/** Everything that Faultline keeps. Hot paths use `raw`; indexes are declared on the models. */
export function createModels(connection: Connection) {
  return {
    tickets: collection<TicketDoc>(connection, 'tickets'),
    inbox: collection<InboxDoc>(connection, 'inbox'),
    originals: collection<OriginalDoc>(connection, 'raw.files'),
    originalPieces: collection<OriginalPieceDoc>(connection, 'raw.chunks'),
    outbox: collection<NoticeDoc & { open?: boolean }>(connection, 'outbox'),
    lanes: collection<LaneDoc>(connection, 'lanes'),
    journal: collection<JournalDoc>(connection, 'journal'),
    findings: collection<FindingDoc>(connection, 'findings'),
    contents: collection<ContentDoc>(connection, 'contents'),
    files: collection<FileDoc>(connection, 'files'),
    fetches: collection<FetchDoc>(connection, 'fetches'),
    identities: collection<IdentityDoc>(connection, 'identities'),
    policies: collection<PolicyDoc>(connection, 'policies'),
    leases: collection<LeaseDoc>(connection, 'leases'),
    meta: collection<MetaDoc>(connection, 'meta'),
    inspections: collection<InspectionDoc>(connection, 'inspections'),
  };
}
export type Models = ReturnType<typeof createModels>;
