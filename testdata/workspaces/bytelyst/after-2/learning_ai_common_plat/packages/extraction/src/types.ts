export type EntityKind = 'person' | 'date' | 'task' | 'place' | 'amount';

export interface Entity {
  kind: EntityKind;
  text: string;
  /** UTF-16 offsets into the text that was sent; the end is exclusive. */
  start: number;
  end: number;
  confidence: number;
}

export interface ExtractionRequest {
  text: string;
  locale?: string;
  kinds?: EntityKind[];
}

export interface ExtractionJob {
  id: string;
  state: 'queued' | 'running' | 'done' | 'failed';
  entities: Entity[];
  error?: string;
}
