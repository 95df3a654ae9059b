/** The command behind File › New File… › Lin-SPG Experiment. */
import { SnippetString, window, workspace } from 'vscode';
import { SKELETONS, snippetOf } from '../spec/skeletons.js';
import { LANGUAGE } from './documents.js';

/** Opens an untitled text with a bandit and an experiment; its names and numbers are the places of a snippet. */
export async function newExperiment(): Promise<void> {
  const document = await workspace.openTextDocument({ language: LANGUAGE });
  const editor = await window.showTextDocument(document);
  await editor.insertSnippet(new SnippetString(snippetOf(SKELETONS[0]!.lines.join('\n'))));
}
