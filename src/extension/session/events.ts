/** The events of a session, and the messages in which a panel receives them. */
import type { FamilyNews } from '../../experiment/instanceVerdicts.js';
import type { CannotRun } from '../../model/runnable.js';
import type {
  ChartEvent,
  ChartedExperiment,
  Comparison,
  FamilyFailure,
  Freshness,
  PanelState,
  RunStamp,
  RunState,
  ToPanel,
} from '../../shared/messages.js';
import type { AnalysisParams } from '../../shared/protocol.js';

/** The language server does not answer, and the text is too long to be read without it. */
export type Unread = 'unread';

export type SessionEvent =
  /** null: the analysis no longer applies. */
  | { readonly kind: 'analysed'; readonly analysis: AnalysisParams | null }
  /** A run that was asked for does not begin. */
  | { readonly kind: 'refused'; readonly reason: CannotRun | Unread; readonly errors: number }
  | { readonly kind: 'runChanged'; readonly stamp: RunStamp | null; readonly run: RunState }
  /** A new experiment replaces the charted one. */
  | { readonly kind: 'charted'; readonly experiment: ChartedExperiment }
  /** The charted runs have grown. */
  | { readonly kind: 'recorded'; readonly stamp: RunStamp; readonly event: ChartEvent }
  | { readonly kind: 'familyKnown'; readonly stamp: RunStamp; readonly family: FamilyNews | FamilyFailure }
  | { readonly kind: 'freshnessChanged'; readonly freshness: Freshness }
  | { readonly kind: 'comparisonChanged'; readonly comparison: Comparison }
  /** Another experiment is charted, or the document was renamed: everything may have changed. */
  | { readonly kind: 'replaced'; readonly state: PanelState };

/** @returns null if a panel shows nothing of it. */
export function toPanel(event: SessionEvent): ToPanel | null {
  switch (event.kind) {
    case 'analysed': {
      const { analysis } = event;
      return {
        type: 'analysis',
        analysis: analysis?.analysis ?? null,
        subject: analysis?.subject ?? null,
        textVersion: analysis?.version ?? 0,
      };
    }
    case 'refused':
      return null;
    case 'runChanged':
      return { type: 'run', stamp: event.stamp, run: event.run };
    case 'charted':
      // A copy, since it grows while the message is being sent.
      return { type: 'started', experiment: structuredClone(event.experiment) };
    case 'recorded':
      return { type: 'events', stamp: event.stamp, events: [event.event] };
    case 'familyKnown':
      return { type: 'family', stamp: event.stamp, family: event.family };
    case 'freshnessChanged':
      return { type: 'freshness', freshness: event.freshness };
    case 'comparisonChanged':
      return { type: 'comparison', comparison: event.comparison };
    case 'replaced':
      return { type: 'state', state: event.state };
  }
}
