package dev.openmemory.storage;

import dev.openmemory.model.EntityId;
import dev.openmemory.model.MemoryId;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;

/** Identities as the file holds them: 16 bytes, big-endian, so that byte order is text order. */
final class Ids {

  private Ids() {}

  static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static UUID uuid(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  /** A JSON array of the ids in hexadecimal, to bind many with one parameter. */
  static String jsonOf(Collection<MemoryId> ids) {
    return ids.stream()
        .map(id -> '"' + HexFormat.of().formatHex(bytes(id.value())) + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** The same of entities. */
  static String jsonOfIds(Collection<EntityId> ids) {
    return ids.stream()
        .map(id -> '"' + HexFormat.of().formatHex(bytes(id.value())) + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** A JSON array of row keys, to bind many with one parameter. */
  static String jsonOf(long[] keys) {
    StringBuilder json = new StringBuilder(keys.length * 8 + 2).append('[');
    for (int i = 0; i < keys.length; i++) {
      if (i > 0) {
        json.append(',');
      }
      json.append(keys[i]);
    }
    return json.append(']').toString();
  }
}
