import type mongoose from 'mongoose';

/** What hubs on this database still have to do, in words; undefined when nothing is due. */
export async function busyWith(db: mongoose.mongo.Db, at: Date): Promise<string | undefined> {
  // What is about to be tried again belongs to what is under way.
  const soon = new Date(at.getTime() + 60_000);
  const count = (name: string, filter: object) => db.collection(name).countDocuments(filter);
  const left = {
    inbox: await count('inbox', { state: 'new' }),
    pending: await count('tickets', { pendingSince: { $exists: true } }),
    alarms: await count('tickets', { nextAlarmAt: { $lte: at } }),
    visits: await count('inspections', { nextAlarmAt: { $lte: at } }),
    owedVisits: await count('inspections', { pendingSince: { $exists: true } }),
    outbox: await count('outbox', { open: true, nextAt: { $lte: soon } }),
    files: await count('fetches', { state: 'new', nextAt: { $lte: soon } }),
    leased: await count('lanes', { nextAt: { $lte: at } }),
  };
  return Object.values(left).some((n) => n > 0) ? JSON.stringify(left) : undefined;
}
