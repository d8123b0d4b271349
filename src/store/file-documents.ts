import type { mongo } from 'mongoose';

/** One file of a report that somebody still has to fetch. */
export interface Wanted {
  /** Its place in the report. */
  at: number;
  ref: string;
  name: string;
  type: string;
  /** Tries in vain, and when the next one is due. */
  tries: number;
  nextAt?: Date;
}

/** The files of one report that are still to be fetched: work like every other, found in the store. */
export interface FetchDoc {
  /** The report's id: the inbox row it came with, and perhaps `#` and its place in that. */
  _id: string;
  ticket: number;
  files: Wanted[];
  state: 'new' | 'done' | 'quarantined';
  attempts: number;
  nextAt: Date;
  leaseUntil: Date;
  fence: number;
  error?: string;
}

/** A picture or file with its bytes. */
export interface FileDoc {
  /** `4821/` and a salted hash of the bytes: the same picture is kept once on a ticket. */
  _id: string;
  ticket: number;
  /** Its sender's name for it. */
  name: string;
  /** Of the few picture types, by its bytes; anything else is `application/octet-stream`. */
  type: string;
  size: number;
  bytes: mongo.Binary;
  at: Date;
}

/** What is too big for a row of the inbox, as GridFS has it. */
export interface OriginalDoc {
  _id: mongo.ObjectId;
  /** The row's id. */
  filename: string;
  length: number;
  chunkSize: number;
  uploadDate: Date;
}

export interface OriginalPieceDoc {
  _id: mongo.ObjectId;
  files_id: mongo.ObjectId;
  n: number;
  data: mongo.Binary;
}
