// A conversation to remember: the first messages of one pool of an evaluation set
// (corpus.jsonl and queries.jsonl in one folder), with the questions those messages answer.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const lines = file =>
  readFileSync(file, 'utf8').split('\n').filter(line => line.trim()).map(line => JSON.parse(line));

export function readConversation(folder, size = 100) {
  const corpus = lines(join(folder, 'corpus.jsonl'));
  const pool = corpus[0].pool;
  const messages = corpus.filter(message => message.pool === pool).slice(0, size);
  const byId = new Map(messages.map(message => [message.id, message]));
  const questions = lines(join(folder, 'queries.jsonl'))
    .filter(query => query.pool === pool && query.gold.length && query.gold.every(id => byId.has(id)))
    .slice(0, 10)
    .map(query => ({ text: query.text, gold: query.gold.map(id => byId.get(id).text) }));
  return { name: basename(folder), messages, questions };
}
