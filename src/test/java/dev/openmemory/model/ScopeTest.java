package dev.openmemory.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScopeTest {

  @Test
  void aScopeAdmitsWhatAgreesOnEveryAxisItGives() {
    Scope stored = new Scope("alice", "coder", "r1", "cursor");
    assertThat(Scope.ANY.admits(stored)).isTrue();
    assertThat(Scope.user("alice").admits(stored)).isTrue();
    assertThat(Scope.user("bob").admits(stored)).isFalse();
    assertThat(new Scope("alice", null, "r2", null).admits(stored)).isFalse();
    assertThat(stored.admits(Scope.user("alice"))).isFalse();
  }

  @Test
  void identifiersAreStrippedAndBounded() {
    assertThat(Scope.user("  alice ").userId()).isEqualTo("alice");
    assertThatThrownBy(() -> Scope.user("  "))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("user_id is empty");
    assertThatThrownBy(() -> Scope.ANY.with(Axis.RUN, "x".repeat(257)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("run_id has 257 characters");
    assertThatThrownBy(() -> Scope.ANY.with(Axis.APP, "a\nb"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Scope.ANY.with(Axis.AGENT, "a\uD800"))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void eachAxisIsReadAndWrittenByItsName() {
    for (Axis axis : Axis.values()) {
      assertThat(Scope.ANY.with(axis, "x").get(axis)).contains("x");
      assertThat(Axis.ofKey(axis.key())).contains(axis);
    }
    assertThat(Axis.ofKey("userid")).isEmpty();
  }
}
