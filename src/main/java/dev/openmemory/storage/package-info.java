/**
 * The SQLite file: migrations, messages, memories with their keyword index, embeddings with their
 * vector index, history. What other packages see of it are interfaces without any SQLite in them;
 * SQL stands nowhere else. Uses {@code model}, {@code json}, JDBC and sqlite-jdbc.
 */
@NullMarked
package dev.openmemory.storage;

import org.jspecify.annotations.NullMarked;
