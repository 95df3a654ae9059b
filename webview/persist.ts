/** What survives a reload of the window: which document, locked or not, and what is looked at. All else the host knows, and tells again. */
import type { PersistedPanel } from '../src/shared/messages.js';
import type { Model } from './state.js';
import { FIRST_VIEW, restoredView, type View } from './view.js';

const VERSION = 2;

/** @returns null while nothing is known of a document. */
export function persisted({ panel, locked }: Model, view: View): PersistedPanel | null {
  return panel && { version: VERSION, document: panel.document, locked, view };
}

/** The view to begin with. Whatever was not kept by this version is forgotten. */
export function viewFrom(kept: unknown): View {
  if (typeof kept !== 'object' || kept === null) return FIRST_VIEW;
  const { version, view } = kept as Partial<PersistedPanel>;
  return version === VERSION ? restoredView(view) : FIRST_VIEW;
}
