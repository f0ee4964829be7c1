package dev.openmemory.storage;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Needs the library of sqlite-vec, which a build without npm does not have. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf("dev.openmemory.storage.Vec0Present$Build#hasIt")
@interface Vec0Present {

  /** This build. */
  final class Build {
    private Build() {}

    static boolean hasIt() {
      return Vec0Library.unpack(Samples.NATIVE).usable();
    }
  }
}
