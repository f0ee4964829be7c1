package dev.openmemory.scripts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A distribution of {@link Echo} with the real start script, and a user of its own. */
final class Installation {

  private static final String NAME = "openmemory-1.0.jar";

  private final Path root;
  private final Map<String, String> environment = new HashMap<>();

  /** What a process left behind. */
  record Outcome(int code, String out, String err) {}

  private Installation(Path root, Path home) {
    this.root = root;
    environment.put("HOME", home.toString());
    environment.put("OPENMEMORY_CACHE", home.resolve("cache").toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  /** An unpacked distribution. */
  static Installation unpacked(Path folder) throws IOException {
    Installation installation = bare(folder);
    installation.writeJar(installation.root.resolve(NAME));
    Files.createDirectories(installation.root.resolve("lib"));
    return installation;
  }

  /** A checkout that has not been built, and a Maven whose build takes the given seconds. */
  static Installation checkout(Path folder, double seconds) throws IOException {
    Installation installation = bare(folder);
    Path root = installation.root;
    Files.createDirectories(root.resolve("src/main/java"));
    Files.createDirectories(root.resolve("src/build"));
    Files.writeString(root.resolve("src/main/java/A.java"), "class A {}");
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    installation.writeJar(folder.resolve("built.jar"));
    Path bin = Files.createDirectories(folder.resolve("bin"));
    script(
        bin.resolve("mvn"),
        """
        echo "maven says hello"
        echo built >> "%1$s/builds"
        sleep %2$s
        if [ -e "%1$s/broken" ]; then exit 1; fi
        mkdir -p target/lib
        cp "%1$s/built.jar" target/%3$s
        touch target/built
        """
            .formatted(folder, seconds, NAME));
    installation.set("PATH", bin + ":" + System.getenv("PATH"));
    return installation;
  }

  private static Installation bare(Path folder) throws IOException {
    Path root = Files.createDirectories(folder.resolve("a place with spaces"));
    Path scripts = Files.createDirectories(root.resolve("scripts"));
    Files.copy(Path.of("scripts/openmemory"), scripts.resolve("openmemory"));
    executable(scripts.resolve("openmemory"));
    return new Installation(root, Files.createDirectories(folder.resolve("home")));
  }

  /** Its folder. */
  Path root() {
    return root;
  }

  /** Its script. */
  Path script() {
    return root.resolve("scripts/openmemory");
  }

  /** Its program. */
  Path jar() {
    return root.resolve(NAME);
  }

  /** Sets a variable of the environment that it starts in. */
  void set(String name, String value) {
    environment.put(name, value);
  }

  /** Removes one. */
  void unset(String name) {
    environment.remove(name);
  }

  /** Puts a Java into the user's home that is only a release file and a script that says so. */
  Path fakeJava(String name, String version) throws IOException {
    Path home = Path.of(Objects.requireNonNull(environment.get("HOME"))).resolve(".jdks/" + name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/java"), "echo java " + version + "\nfor a; do echo \"$a\"; done\n");
    return home;
  }

  /** The archives of classes that there are. */
  List<Path> archives() {
    return cached(".*\\.(jsa|aot)");
  }

  /** Whether one is being made. */
  boolean training() {
    return !cached(".*\\.lock").isEmpty();
  }

  private List<Path> cached(String pattern) {
    Path classes =
        Path.of(Objects.requireNonNull(environment.get("OPENMEMORY_CACHE"))).resolve("classes");
    if (!Files.isDirectory(classes)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(classes)) {
      return files.filter(file -> file.toString().matches(pattern)).sorted().toList();
    } catch (IOException | UncheckedIOException e) { // a file went while they were listed
      return List.of();
    }
  }

  /** A process that was started. */
  record Running(Process process, Path err) {

    /** Waits for its end. */
    Outcome finish() throws IOException, InterruptedException {
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("it does not end");
      }
      return new Outcome(process.exitValue(), out, Files.readString(err));
    }
  }

  /** Runs the script to its end. */
  Outcome run(String... arguments) throws IOException, InterruptedException {
    return start(script(), arguments).finish();
  }

  /** Starts a program in this environment. */
  Running start(Path program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    for (String name :
        List.of("JAVA_HOME", "OPENMEMORY_JAVA_HOME", "OPENMEMORY_JAVA_OPTS", "LC_ALL", "LANG")) {
      builder.environment().remove(name);
    }
    builder.environment().putAll(environment);
    Path err = Files.createTempFile(root.getParent(), "err", "");
    return new Running(builder.redirectError(err.toFile()).start(), err);
  }

  private void writeJar(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
    String entry = Echo.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream in = Objects.requireNonNull(Echo.class.getResourceAsStream("/" + entry))) {
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
      out.closeEntry();
    }
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body);
    executable(file);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
