import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { fields, isNumber, labelOf } from '../../../Sources/APIServer/Web/state/fields.js';

const table = readFileSync(new URL('../../../Sources/Shared/Downloads/TagField.swift', import.meta.url), 'utf8');

for (const name of fields) {
  test(`the page and the server call ${name} the same`, () => {
    const kind = isNumber(name) ? 'number' : 'text';
    assert.match(table, new RegExp(`case \\.${name}: \\("${labelOf(name)}", \\.${kind}\\(`));
  });
}
