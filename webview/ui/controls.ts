/** The controls of @vscode/webview-ui-toolkit. It is deprecated upstream, so only this folder uses it. */
import {
  type Button,
  type DataGrid,
  type Dropdown,
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDataGrid,
  vsCodeDataGridCell,
  vsCodeDataGridRow,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
  vsCodeTag,
} from '@vscode/webview-ui-toolkit';
import { h } from '../dom.js';

provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeDataGrid(),
  vsCodeDataGridCell(),
  vsCodeDataGridRow(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodeProgressRing(),
  vsCodeTag(),
);

export function createButton(
  label: string,
  appearance: 'primary' | 'secondary',
  onClick: () => void,
): HTMLElement {
  const button = h('vscode-button', { appearance }, label) as Button;
  button.addEventListener('click', onClick);
  return button;
}

/** A rotating ring for an activity in progress. */
export function createProgressRing(): HTMLElement {
  return h('vscode-progress-ring', { 'aria-hidden': 'true' });
}

export function createTag(text: string): HTMLElement {
  return h('vscode-tag', {}, text);
}

export interface DropdownControl {
  readonly element: HTMLElement;
  /** Options are both values and labels. */
  update(options: readonly string[], selected: string): void;
}

export function createDropdown(label: string, onChange: (value: string) => void): DropdownControl {
  const element = h('vscode-dropdown', { 'aria-label': label }) as Dropdown;
  let shown = '';
  element.addEventListener('change', () => onChange(element.value));
  return {
    element,
    update(options, selected) {
      const wanted = JSON.stringify(options);
      if (wanted !== shown) {
        shown = wanted;
        element.replaceChildren(...options.map((option) => h('vscode-option', { value: option }, option)));
      }
      if (element.value !== selected) element.value = selected;
    },
  };
}

export interface GridControl {
  readonly element: HTMLElement;
  /** One row for each record; cells are texts. Each column has a title and its share of the width. */
  update(
    columns: readonly (readonly [title: string, share: number])[],
    rows: readonly (readonly string[])[],
  ): void;
}

export function createDataGrid(label: string): GridControl {
  const element = h('vscode-data-grid', { 'aria-label': label, 'generate-header': 'sticky' }) as DataGrid;
  return {
    element,
    update(columns, rows) {
      element.columnDefinitions = columns.map(([title], i) => ({ columnDataKey: String(i), title }));
      element.gridTemplateColumns = columns.map(([, share]) => `${share}fr`).join(' ');
      element.rowsData = rows.map((row) => ({ ...row }));
    },
  };
}

export interface ToggleControl {
  readonly element: HTMLElement;
  update(pressed: boolean): void;
}

/** A button that stays pressed. */
export function createToggle(label: string, title: string, onClick: () => void): ToggleControl {
  const element = h('button', { type: 'button', class: 'chip', title }, label);
  element.addEventListener('click', onClick);
  return { element, update: (pressed) => element.setAttribute('aria-pressed', String(pressed)) };
}
