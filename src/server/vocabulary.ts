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
