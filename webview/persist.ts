/** What survives a reload of the window: the document, whether it is locked, and the view. The host knows everything else, and sends it again. */
import type { PersistedPanel } from '../src/shared/messages.js';
import type { Model } from './state.js';
import { FIRST_VIEW, restoredView, type View } from './view.js';

const VERSION = 2;

/** @returns null as long as no document is known. */
export function persisted({ panel, locked }: Model, view: View): PersistedPanel | null {
  return panel && { version: VERSION, document: panel.document, locked, view };
}

/** The initial view. What another version stored is ignored. */
export function viewFrom(kept: unknown): View {
  if (typeof kept !== 'object' || kept === null) return FIRST_VIEW;
  const { version, view } = kept as Partial<PersistedPanel>;
  return version === VERSION ? restoredView(view) : FIRST_VIEW;
}
