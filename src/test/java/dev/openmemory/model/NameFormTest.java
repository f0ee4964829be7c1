package dev.openmemory.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameFormTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Acme|acme",
        "ACME Corp.|acme",
        "Acme, Inc.|acme",
        "Acme's|acme",
        "the Acme Company|acme",
        "James’|james",
        "José Núñez|jose nunez",
        "Coca-Cola Co|coca-cola",
        "C++|c++",
        "Node.js|node.js",
        "v2.1.|v2.1",
        "Company|company",
        "«»|''",
        "O'Brien|o brien"
      })
  void whatVariesIsLeftOut(String name, String form) {
    assertThat(NameForm.of(name)).isEqualTo(form);
  }
}
