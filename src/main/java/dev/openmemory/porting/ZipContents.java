package dev.openmemory.porting;

import dev.openmemory.model.InvalidInputException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * What a zip holds that can be imported. Nothing is ever unpacked to disk; even so a zip whose
 * entries try to leave it, or that swells beyond measure, is refused. For one thread.
 */
final class ZipContents {

  private static final int MOST_ENTRIES = 100_000;

  /** How much all entries may hold together, in bytes. */
  private static final long MOST_BYTES = 8L << 30;

  /** How much an entry may hold for each byte it takes up, once it holds more than a little. */
  private static final long MOST_SWELLING = 1_000;

  private static final long LITTLE = 64L << 20;

  private static final Pattern WANTED =
      Pattern.compile(
          "(?i)(.*/)?(conversations[^/]*\\.json|memor(y|ies)\\.jsonl?(\\.gz)?|openmemory[^/]*\\.jsonl)");

  /** Takes one entry. */
  @FunctionalInterface
  interface Visit {
    void entry(String name, InputStream content) throws IOException;
  }

  private ZipContents() {}

  /**
   * Visits the entries that can be imported; says how many there were.
   *
   * @throws InvalidInputException if the zip is not to be trusted
   */
  static int each(InputStream in, Visit visit) throws IOException {
    Packed packed = new Packed(in);
    int visited = 0;
    try {
      ZipInputStream zip = new ZipInputStream(packed, StandardCharsets.UTF_8);
      Unpacked unpacked = new Unpacked(zip, packed);
      int entries = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (++entries > MOST_ENTRIES) {
          throw refused("it has more than " + MOST_ENTRIES + " entries");
        }
        String name = entry.getName().replace('\\', '/');
        if (name.startsWith("/")
            || name.matches("[A-Za-z]:.*")
            || ("/" + name + "/").contains("/../")) {
          throw refused(
              "its entry '"
                  + (name.length() > 80 ? name.substring(0, 80) + "…" : name)
                  + "' leads out of it");
        }
        if (!entry.isDirectory() && WANTED.matcher(name).matches()) {
          visited++;
          visit.entry(name, unpacked);
        }
        unpacked.transferTo(
            OutputStream.nullOutputStream()); // counted, so that skipping is bounded too
      }
    } catch (ZipException | EOFException e) {
      throw new InvalidInputException(
          "the zip is damaged (" + e.getMessage() + ")", "Export or download it again.", e);
    }
    return visited;
  }

  private static InvalidInputException refused(String why) {
    return new InvalidInputException(
        "the zip is refused: " + why, "Unpack it, look at it, and import the file within.");
  }

  /** Counts what is read of the zip. */
  private static final class Packed extends FilterInputStream {
    private long read;

    Packed(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      read += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = in.read(into, offset, length);
      read += Math.max(0, count);
      return count;
    }
  }

  /** What entries hold, bounded; closing it leaves the zip open. */
  private static final class Unpacked extends FilterInputStream {
    private final Packed packed;
    private long written;

    Unpacked(ZipInputStream zip, Packed packed) {
      super(zip);
      this.packed = packed;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = in.read(into, offset, length);
      written += Math.max(0, count);
      if (written > MOST_BYTES) {
        throw refused("it holds more than " + (MOST_BYTES >> 30) + " GiB");
      }
      if (written > LITTLE && written / MOST_SWELLING > packed.read) {
        throw refused("it swells to more than " + MOST_SWELLING + " times its size");
      }
      return count;
    }

    @Override
    public void close() {}
  }
}
