/** How the knowledge about a charted family grows: the same in the host and in the panel. */
import type { FamilyNews } from '../experiment/instanceVerdicts.js';
import type { ChartedFamily, FamilyFailure, Subject } from './messages.js';

/** The family of a subject, of which nothing is known yet; null: the subject is one problem. */
export function unknownFamily({ family }: Subject): ChartedFamily | null {
  return family ? { ...family, instances: [], verdicts: [], failure: null } : null;
}

/** Will more become known? */
export function isOpen({ count, verdicts, failure }: ChartedFamily): boolean {
  return failure === null && verdicts.length < count;
}

/** Receiving the same news twice changes nothing. */
export function afterNews(family: ChartedFamily, news: FamilyNews | FamilyFailure): ChartedFamily {
  switch (news.kind) {
    case 'instances':
      return { ...family, instances: news.instances };
    case 'verdicts':
      return { ...family, verdicts: [...family.verdicts.slice(0, news.from), ...news.verdicts] };
    case 'failed':
      return { ...family, failure: news.message };
  }
}
