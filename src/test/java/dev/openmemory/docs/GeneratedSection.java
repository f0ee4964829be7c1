package dev.openmemory.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a document that is made from the code, between {@code <!-- generated: name -->} and
 * {@code <!-- end -->}. {@code mvn test -Dtest='*DocTest' -Ddocs=write} writes it anew.
 */
public final class GeneratedSection {

  private GeneratedSection() {}

  /** Fails if the section differs from what the code says, or writes it when that is asked for. */
  public static void holds(Path document, String name, String content) throws IOException {
    String text = Files.readString(document);
    String open = "<!-- generated: " + name + " -->\n";
    int start = text.indexOf(open);
    assertThat(start).as("%s marks the section '%s'", document, name).isNotNegative();
    start += open.length();
    int end = text.indexOf("<!-- end -->", start);
    assertThat(end).as("%s closes the section '%s'", document, name).isNotNegative();
    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(document, text.substring(0, start) + content + text.substring(end));
      return;
    }
    assertThat(text.substring(start, end))
        .as("%s is written anew by: mvn test -Dtest='*DocTest' -Ddocs=write", document)
        .isEqualTo(content);
  }
}
