// What is in the database, whatever the server says of it.
import { DatabaseSync } from 'node:sqlite';

const uuid = text => Buffer.from(text.replaceAll('-', ''), 'hex');

export class Database {
  constructor(file) {
    this.file = file;
  }

  /** The rows of a query. */
  rows(sql, ...parameters) {
    const database = new DatabaseSync(this.file, { readOnly: true });
    try {
      return database.prepare(sql).all(...parameters);
    } finally {
      database.close();
    }
  }

  /** A memory's row, with its user; undefined if there is none. */
  memory(id) {
    return this.rows(
      `SELECT m.*, u.value AS user, a.value AS app FROM memory m
         LEFT JOIN scope_value u ON u.key = m.user_key
         LEFT JOIN scope_value a ON a.key = m.app_key WHERE m.id = ?`, uuid(id))[0];
  }

  /** 0 active, 1 paused, 2 archived, 3 deleted. */
  state(id) {
    return this.memory(id)?.state;
  }

  count(user) {
    return this.rows(
      `SELECT count(*) AS n FROM memory m JOIN scope_value u ON u.key = m.user_key
        WHERE u.value = ? AND m.state <> 3 AND m.covered = 0`, user)[0].n;
  }
}
