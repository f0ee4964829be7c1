package dev.openmemory.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * Native libraries unpacked once and kept. The driver of SQLite by itself unpacks its library anew
 * in every process, a third of the time to open a store, and complains when two processes tidy up
 * after it at once.
 */
final class NativeFiles {

  private static final Logger LOG = LoggerFactory.getLogger(NativeFiles.class);

  /** How the driver is told where its library is. */
  private static final String FOLDER = "org.sqlite.lib.path";

  private static final AtomicBoolean PREPARED = new AtomicBoolean();

  private NativeFiles() {}

  /**
   * Unpacks the library of SQLite where the driver will look for it, before the driver is first
   * used. Where that fails, or someone else has said where the library is, the driver does what it
   * does by itself.
   */
  static void prepareDriver(Path cache) {
    if (System.getProperty(FOLDER) != null || !PREPARED.compareAndSet(false, true)) {
      return;
    }
    String name = LibraryLoaderUtil.getNativeLibName();
    URL library =
        NativeFiles.class.getResource(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name);
    if (library == null) {
      return;
    }
    Path folder =
        cache
            .resolve(
                "sqlite-"
                    + SQLiteJDBCLoader.getVersion()
                    + "-"
                    + OSInfo.getNativeLibFolderPathForCurrentOS().replace('/', '-'))
            .toAbsolutePath();
    Path file = folder.resolve(name);
    try {
      long length = library.openConnection().getContentLengthLong();
      if (!Files.exists(file) || Files.size(file) != length) {
        try (InputStream in = library.openStream()) {
          write(in.readAllBytes(), file);
        }
      }
      System.setProperty(FOLDER, folder.toString());
    } catch (IOException e) {
      LOG.info("The library of SQLite is unpacked by its driver, as {} cannot be used", cache, e);
    }
  }

  /** Writes a file whole or not at all, into a folder that is made if it is missing. */
  static void write(byte[] content, Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IOException(file + " has no folder");
    }
    DatabaseFile.makeFolder(folder);
    Path part = Files.createTempFile(folder, "native", ".part");
    Files.write(part, content);
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
