package dev.openmemory.storage;

import dev.openmemory.model.Cursor;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.Sort;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;

/**
 * Where a page of a listing ended.
 *
 * @param value what the order is by: microseconds, or the beginning of a text
 * @param id 16 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Place(Object value, byte[] id) {

  /** How much of a text decides the order. */
  static final int CHARACTERS = 64;

  private static final byte VERSION = 2;
  private static final int FIXED = 1 + Integer.BYTES + 16;

  static Place of(Memory last, Sort sort) {
    Object value =
        switch (sort.by()) {
          case OBSERVED -> micros(last.observedAt());
          case CREATED -> micros(last.createdAt());
          case UPDATED -> micros(last.updatedAt());
          case TEXT -> beginning(last.text());
        };
    return new Place(value, Ids.bytes(last.id().value()));
  }

  private static Object micros(Instant time) {
    return Times.micros(time);
  }

  private static String beginning(String text) {
    return text.codePointCount(0, text.length()) <= CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, CHARACTERS));
  }

  Cursor cursor(MemoryFilter filter, Sort sort) {
    byte[] bytes =
        value instanceof Long time
            ? ByteBuffer.allocate(Long.BYTES).putLong(time).array()
            : value.toString().getBytes(StandardCharsets.UTF_8);
    byte[] token =
        ByteBuffer.allocate(FIXED + bytes.length)
            .put(VERSION)
            .putInt(mark(filter, sort))
            .put(id)
            .put(bytes)
            .array();
    return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
  }

  static Place read(Cursor cursor, MemoryFilter filter, Sort sort) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(cursor.token());
    } catch (IllegalArgumentException e) {
      throw Cursor.invalid();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (bytes.length < FIXED
        || buffer.get() != VERSION
        || buffer.getInt() != mark(filter, sort)
        || (sort.by() != Sort.By.TEXT && bytes.length != FIXED + Long.BYTES)) {
      throw Cursor.invalid();
    }
    byte[] id = new byte[16];
    buffer.get(id);
    Object value =
        sort.by() == Sort.By.TEXT
            ? StandardCharsets.UTF_8.decode(buffer).toString()
            : (Object) buffer.getLong();
    return new Place(value, id);
  }

  /**
   * Tells the listings of different filters apart, in every process alike; the time may differ from
   * page to page.
   */
  private static int mark(MemoryFilter filter, Sort sort) {
    return Objects.hash(
        filter.scope().userId(),
        filter.scope().agentId(),
        filter.scope().runId(),
        filter.scope().appId(),
        Codes.mask(filter.states()),
        filter.where().toString(),
        sort.by().key(),
        sort.descending());
  }
}
