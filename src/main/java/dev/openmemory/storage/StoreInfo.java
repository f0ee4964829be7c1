package dev.openmemory.storage;

import dev.openmemory.model.EmbeddingSpace;
import java.nio.file.Path;

/**
 * What a store is and runs on.
 *
 * @param file the database
 * @param bytes its size on disk, the write-ahead log included
 * @param schema the schema version
 * @param engine the database engine and its version, such as {@code SQLite 3.54.1}
 * @param space the space of its embeddings
 * @param vectorIndex the index in use, such as {@code vec0 (sqlite-vec 0.1.9)}
 * @param vectorIndexReason why that one
 */
public record StoreInfo(
    Path file,
    long bytes,
    int schema,
    String engine,
    EmbeddingSpace space,
    String vectorIndex,
    String vectorIndexReason) {}
