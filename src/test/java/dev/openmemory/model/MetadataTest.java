package dev.openmemory.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTest {

  @Test
  void itIsCopiedAtEveryDepth() {
    List<Object> tags = new ArrayList<>(List.of("a"));
    Map<String, Object> given = new HashMap<>(Map.of("tags", tags));
    Metadata metadata = new Metadata(new HashMap<>(given));
    tags.add("b");
    given.put("x", 1);
    assertThat(metadata.values()).isEqualTo(Map.of("tags", List.of("a")));
    assertThatThrownBy(() -> metadata.values().put("y", 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void whatJsonCannotHoldIsRefused() {
    assertThatThrownBy(() -> new Metadata(Map.of("when", Instant.EPOCH)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("metadata holds a Instant");
    assertThatThrownBy(() -> new Metadata(Map.of("n", Double.NaN)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Metadata(Map.of("s", "\uD800")))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void sizeAndDepthAreBounded() {
    Map<String, Object> deep = Map.of("x", 1);
    for (int i = 0; i < Metadata.MAX_DEPTH; i++) {
      deep = Map.of("x", deep);
    }
    Map<String, Object> tooDeep = Map.copyOf(deep);
    assertThatThrownBy(() -> new Metadata(new HashMap<>(tooDeep)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("nested");
    Map<String, Object> tooMany = new HashMap<>();
    for (int i = 0; i <= Metadata.MAX_VALUES; i++) {
      tooMany.put("k" + i, i);
    }
    assertThatThrownBy(() -> new Metadata(new HashMap<>(tooMany)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("values");
  }
}
