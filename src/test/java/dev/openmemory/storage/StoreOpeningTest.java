package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.openmemory.model.EmbeddingSpace;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.Scope;
import dev.openmemory.model.StorageFailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig;

/** What may be wrong with a file, and what is said about it. */
class StoreOpeningTest {

  private final Samples samples = new Samples(1);

  @SuppressWarnings("NullAway.Init") // by JUnit
  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a b", "what?x=1&y", "100%25", "ü#é", "semi;colon'quote"})
  void anyPathWillDo(String name) throws IOException {
    Path inner = Files.createDirectories(folder.resolve(name));
    StoreOptions options = Samples.options(inner.resolve("deeper"));
    try (MemoryStore store = Stores.open(options)) {
      store.write(w -> samples.stored(w, Samples.ALICE, "kept", samples.vector()));
      assertThat(store.info().file()).exists().isEqualTo(options.file());
      assertThat(store.info().bytes()).isPositive();
    }
    try (MemoryStore store = Stores.open(options)) {
      assertThat(count(store)).isEqualTo(1);
    }
  }

  @Test
  void theFileIsForItsOwnerAlone() throws IOException {
    StoreOptions options = Samples.options(folder.resolve("new"));
    try (MemoryStore store = Stores.open(options)) {
      store.write(w -> samples.stored(w, Samples.ALICE, "kept", samples.vector()));
      if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        try (var files = Files.list(folder.resolve("new"))) {
          assertThat(files.filter(f -> f.getFileName().toString().startsWith("memory.db")))
              .hasSize(3)
              .allSatisfy(f -> assertThat(permissions(f)).isEqualTo("rw-------"));
        }
        assertThat(permissions(folder.resolve("new"))).isEqualTo("rwx------");
      }
    }
    assertThat(options.file()).exists();
  }

  @Test
  void whatIsNotADatabaseIsLeftAsItIs() throws IOException {
    Path file = folder.resolve("memory.db");
    String text = "Dear diary, this is no database. ".repeat(200);
    Files.writeString(file, text);
    MisconfiguredException e = refused(MisconfiguredException.class, Samples.options(folder));
    assertThat(e.advice()).contains("not a database").contains("--db");
    assertThat(file).hasContent(text);
  }

  @Test
  void theDatabaseOfAnotherProgramIsLeftAsItIs() throws IOException, SQLException {
    Path file = folder.resolve("memory.db");
    statement(file, "CREATE TABLE diary (day TEXT)");
    byte[] before = Files.readAllBytes(file);
    MisconfiguredException e = refused(MisconfiguredException.class, Samples.options(folder));
    assertThat(e.advice()).contains("another program");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aNewerSchemaIsLeftAsItIs() throws IOException, SQLException {
    Stores.open(Samples.options(folder)).close();
    Path file = folder.resolve("memory.db");
    statement(file, "PRAGMA user_version = 1000");
    byte[] before = Files.readAllBytes(file);
    MisconfiguredException e = refused(MisconfiguredException.class, Samples.options(folder));
    assertThat(e.advice()).contains("schema 1000").contains("Update openmemory");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void anotherModelOrDimensionIsAnErrorThatNamesTheWayOut() {
    Stores.open(Samples.options(folder)).close();
    StoreOptions plain = Samples.options(folder);
    for (EmbeddingSpace other :
        List.of(new EmbeddingSpace("other-model", 384), new EmbeddingSpace("test-model", 768))) {
      MisconfiguredException e =
          refused(
              MisconfiguredException.class,
              new StoreOptions(
                  plain.file(), other, plain.index(), plain.nativeCache(), plain.busyTimeout()));
      assertThat(e.problem())
          .contains("test-model (384 dimensions)")
          .contains(other.model() + " (" + other.dimension() + " dimensions)");
      assertThat(e.remedy()).contains("openmemory reembed");
    }
  }

  @Test
  void aDimensionThatIsNoMultipleOfAnythingWorks() {
    StoreOptions plain = Samples.options(folder, StoreOptions.IndexChoice.AUTO);
    EmbeddingSpace odd = new EmbeddingSpace("odd", 77);
    float[] vector = new float[77];
    vector[76] = 1;
    try (MemoryStore store =
        Stores.open(
            new StoreOptions(
                plain.file(), odd, plain.index(), plain.nativeCache(), plain.busyTimeout()))) {
      store.write(w -> samples.stored(w, Samples.ALICE, "kept", vector));
      List<ScoredId> found = store.read(r -> r.nearest(vector, all(), 5));
      assertThat(found).hasSize(1);
      assertThat(store.check().problems()).isEmpty();
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path blocked = Files.writeString(folder.resolve("file"), "in the way");
    MisconfiguredException e =
        refused(MisconfiguredException.class, Samples.options(blocked.resolve("inner")));
    assertThat(e.advice()).contains(blocked.toString()).contains("--db");
  }

  @Test
  void aFolderInThePlaceOfTheFileIsNamed() throws IOException {
    Files.createDirectory(folder.resolve("memory.db"));
    assertThat(refused(MisconfiguredException.class, Samples.options(folder)).advice())
        .contains("is a folder");
  }

  @Test
  void aReadOnlyFileIsSaidToBeOne() throws SQLException {
    Stores.open(Samples.options(folder)).close();
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    // As root no file is read-only, so the connection is.
    try (Sql sql = new Sql(config.createConnection("jdbc:sqlite:" + folder.resolve("memory.db")))) {
      assertThatThrownBy(() -> sql.script("DELETE FROM meta"))
          .isInstanceOfSatisfying(
              MisconfiguredException.class,
              e -> assertThat(e.advice()).contains("cannot be written").contains("--db"));
    }
  }

  @Test
  void aFullDiskKeepsNothingAndTheStoreGoesOn() {
    try (MemoryStore store = Stores.open(Samples.options(folder))) {
      store.write(w -> samples.stored(w, Samples.ALICE, "before", samples.vector()));
      assertThatThrownBy(
              () ->
                  store.write(
                      w -> {
                        Sql sql = ((Session) w).sql();
                        long pages = sql.number("PRAGMA page_count");
                        sql.pragma("PRAGMA max_page_count = " + (pages + 4));
                        for (int i = 0; i < 1_000; i++) {
                          samples.stored(w, Samples.ALICE, "too much " + i, samples.vector());
                        }
                        return true;
                      }))
          .isInstanceOfSatisfying(
              StorageFailureException.class,
              e -> assertThat(e.advice()).contains("disk is full").contains("Free some space"));
      assertThat(count(store)).isEqualTo(1);
      assertThat(store.check().problems()).isEmpty();
      store.write(
          w -> {
            ((Session) w).sql().pragma("PRAGMA max_page_count = 4294967294");
            return samples.stored(w, Samples.ALICE, "after", samples.vector());
          });
      assertThat(count(store)).isEqualTo(2);
    }
  }

  @Test
  void aDamagedFileIsSaidToBeOne() throws IOException {
    try (MemoryStore store = Stores.open(Samples.options(folder))) {
      store.write(
          w -> {
            for (int i = 0; i < 200; i++) {
              samples.stored(w, Samples.ALICE, "memory " + i, samples.vector());
            }
            return true;
          });
    }
    Path file = folder.resolve("memory.db");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 8192 * 3; i < bytes.length; i++) {
      bytes[i] ^= (byte) 0x5a;
    }
    Files.write(file, bytes);
    MemoryException e =
        catchThrowableOfType(
            MemoryException.class,
            () -> {
              try (MemoryStore store = Stores.open(Samples.options(folder))) {
                store.read(r -> r.list(all(), null, 100));
              }
            });
    assertThat(e).isInstanceOf(StorageFailureException.class);
    assertThat(e.advice()).contains("damaged").contains("doctor");
  }

  @Test
  void everyEarlierVersionIsBroughtUpToDate() {
    List<Integer> earlier = IntStream.range(0, Migrations.latest()).boxed().toList();
    assertThat(earlier).isNotEmpty();
    for (int version : earlier) {
      StoreOptions options = Samples.options(folder.resolve("v" + version));
      DatabaseFile file = DatabaseFile.prepare(options.file());
      try (Connections connections =
          new Connections(file, options.busyTimeout(), Vec0Library.none("for the test"))) {
        connections.settleWriter(true);
        Migrations.migrate(connections.writer(), version);
      }
      try (MemoryStore store = Stores.open(options)) {
        assertThat(store.info().schema()).isEqualTo(Migrations.latest());
        store.write(w -> samples.stored(w, Samples.ALICE, "kept", samples.vector()));
        assertThat(store.check().problems()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 6})
  void manyMayMakeTheSameFileAtOnce(int many)
      throws IOException, InterruptedException, ExecutionException {
    CyclicBarrier together = new CyclicBarrier(many);
    ExecutorService threads = Executors.newFixedThreadPool(many);
    try {
      // Each round is one more chance for two of them to meet at a bad moment.
      for (int round = 0; round < 80; round++) {
        Path place = Files.createDirectories(folder.resolve("round-" + round));
        StoreOptions options = Samples.options(place, StoreOptions.IndexChoice.AUTO);
        List<Future<?>> opened = new ArrayList<>();
        for (int i = 0; i < many; i++) {
          opened.add(
              threads.submit(
                  () -> {
                    together.await();
                    Stores.open(options).close();
                    return options;
                  }));
        }
        for (Future<?> each : opened) {
          each.get();
        }
      }
    } finally {
      threads.shutdown();
    }
    Path last = folder.resolve("round-79");
    try (MemoryStore store = Stores.open(Samples.options(last))) {
      assertThat(store.check().problems()).isEmpty();
    }
  }

  @Test
  void withoutALibraryVec0IsRefusedAndAutoSaysWhatItUses() {
    Vec0Library none = Vec0Library.unpack(folder, Optional.of("beos-x64"));
    assertThat(none.usable()).isFalse();
    assertThatThrownBy(
            () -> SqliteStore.open(Samples.options(folder, StoreOptions.IndexChoice.VEC0), none))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("beos-x64");
    try (MemoryStore store =
        SqliteStore.open(Samples.options(folder, StoreOptions.IndexChoice.AUTO), none)) {
      assertThat(store.info().vectorIndex()).isEqualTo("resident");
      assertThat(store.info().vectorIndexReason()).contains("beos-x64");
    }
  }

  @Test
  void aLibraryThatDoesNotLoadIsNoObstacle() throws IOException {
    Path broken = Files.writeString(folder.resolve("vec0.so"), "not a library");
    try (MemoryStore store =
        SqliteStore.open(
            Samples.options(folder, StoreOptions.IndexChoice.AUTO), Vec0Library.at(broken))) {
      store.write(w -> samples.stored(w, Samples.ALICE, "kept", samples.vector()));
      assertThat(store.info().vectorIndex()).isEqualTo("resident");
      assertThat(store.info().vectorIndexReason()).contains("cannot be loaded");
      assertThat(store.check().problems()).isEmpty();
    }
  }

  @Test
  void eachPlatformHasItsLibraryByName() {
    assertThat(Vec0Library.platform("Linux", "amd64")).contains("linux-x64");
    assertThat(Vec0Library.platform("Linux", "aarch64")).contains("linux-arm64");
    assertThat(Vec0Library.platform("Mac OS X", "x86_64")).contains("darwin-x64");
    assertThat(Vec0Library.platform("Mac OS X", "aarch64")).contains("darwin-arm64");
    assertThat(Vec0Library.platform("Windows 11", "amd64")).contains("windows-x64");
    assertThat(Vec0Library.platform("Windows 11", "aarch64")).isEmpty();
    assertThat(Vec0Library.platform("Linux", "riscv64")).isEmpty();
  }

  private static MemoryFilter all() {
    return MemoryFilter.active(Scope.ANY, Samples.NOON);
  }

  private static long count(MemoryStore store) {
    return store.<Long>read(r -> r.count(all()));
  }

  private static <E extends MemoryException> E refused(Class<E> type, StoreOptions options) {
    return catchThrowableOfType(type, () -> Stores.open(options).close());
  }

  private static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void statement(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
