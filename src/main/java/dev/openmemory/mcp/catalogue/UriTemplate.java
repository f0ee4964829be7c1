package dev.openmemory.mcp.catalogue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address with named holes, such as {@code memory://{id}}: the first level of RFC 6570. A hole
 * takes one path segment, percent-decoded.
 */
public final class UriTemplate {

  private static final Pattern HOLE = Pattern.compile("\\{([A-Za-z0-9_]+)}");

  private final String text;
  private final Pattern pattern;
  private final List<String> names;

  /** Reads a template. */
  public UriTemplate(String text) {
    this.text = text;
    List<String> found = new ArrayList<>();
    StringBuilder regex = new StringBuilder();
    Matcher holes = HOLE.matcher(text);
    int end = 0;
    while (holes.find()) {
      found.add(holes.group(1));
      regex.append(Pattern.quote(text.substring(end, holes.start()))).append("([^/?#]+)");
      end = holes.end();
    }
    this.pattern = Pattern.compile(regex.append(Pattern.quote(text.substring(end))).toString());
    this.names = List.copyOf(found);
  }

  /** The holes, in order. */
  public List<String> names() {
    return names;
  }

  /** What fills the holes of an address; empty when the address is not of this form. */
  public Optional<Map<String, String>> match(String uri) {
    Matcher matcher = pattern.matcher(uri);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), decode(matcher.group(i + 1)));
    }
    return Optional.of(values);
  }

  private static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment; // not percent-encoded, so it stands for itself
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
