import { type ConfigurationScope, workspace } from 'vscode';

export type RunWhen = 'onSave' | 'whileTyping' | 'manually';
export type PanelLocation = 'beside' | 'active';

/** When the experiment of this document runs. An invalid value counts as the default. */
export function runWhen(scope: ConfigurationScope): RunWhen {
  const value = workspace.getConfiguration('linspg', scope).get<string>('run.when');
  return value === 'whileTyping' || value === 'manually' ? value : 'onSave';
}

export function panelLocation(scope: ConfigurationScope): PanelLocation {
  return workspace.getConfiguration('linspg', scope).get<string>('panel.location') === 'active'
    ? 'active'
    : 'beside';
}
