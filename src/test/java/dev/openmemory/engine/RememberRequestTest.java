package dev.openmemory.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.distill.Llm;
import dev.openmemory.model.Actor;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberRequestTest {

  private final List<Double> heard = new ArrayList<>();

  @Test
  void whatIsSetOnARequestStaysWhateverElseIsSet() {
    Llm model = new SilentModel();
    RememberRequest request =
        RememberRequest.text("I keep bees.", Scope.user("alice"), Caller.UNKNOWN)
            .withClientModel(model)
            .reporting(heard::add);
    RememberRequest.Said other = new RememberRequest.Said(Actor.USER, "I keep hens.", null);

    RememberRequest changed = request.withMessages(List.of(other));
    assertThat(changed.messages()).containsExactly(other);
    assertThat(changed).usingRecursiveComparison().ignoringFields("messages").isEqualTo(request);
    assertThat(changed.clientModel()).isSameAs(model);
    changed.progress().accept(0.5);
    assertThat(heard).containsExactly(0.5);

    Llm better = new SilentModel();
    RememberRequest asked = request.withClientModel(better);
    assertThat(asked.clientModel()).isSameAs(better);
    asked.progress().accept(0.7);
    assertThat(heard).containsExactly(0.5, 0.7);
  }

  /** A model that must not be asked. */
  private static final class SilentModel implements Llm {

    @Override
    public DistillerKind kind() {
      return DistillerKind.LLM;
    }

    @Override
    public String name() {
      return "silent";
    }

    @Override
    public int contextTokens() {
      return 8_192;
    }

    @Override
    public Answer ask(Question question) {
      throw new AssertionError("nobody asks a request's model here");
    }
  }
}
