import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService, type LanguageService } from 'yaml-language-server';
import { jsonSchema } from '../spec/schema.js';

const SCHEMA = 'linspg://schema';

/** Completion, hovers and symbols of the vocabulary, from the language's own schema. Problems are found elsewhere. */
export function vocabulary(): LanguageService {
  const service = getLanguageService({
    schemaRequestService: async (uri) => Promise.reject(new Error(`No schema is fetched, not even ${uri}.`)),
    workspaceContext: { resolveRelativePath: (relative, resource) => new URL(relative, resource).href },
  });
  service.configure({
    validate: false,
    completion: true,
    hover: true,
    schemas: [{ uri: SCHEMA, fileMatch: ['*'], schema: jsonSchema() }],
  });
  return service;
}

/**
 * The document as the vocabulary is asked about it: no text names another schema (`# yaml-language-server: $schema=…` would turn completion and
 * hovers off), and its URI can be decoded whatever the client calls it. Every place stays where it is.
 */
export function withOwnSchema(document: TextDocument): TextDocument {
  const { uri, languageId, version } = document;
  const text = document.getText().replaceAll('$schema', '_schema');
  return TextDocument.create(uri.replace(/%(?![0-9a-f]{2})/gi, '%25'), languageId, version, text);
}
