package dev.openmemory.pipeline;

import dev.openmemory.model.Entity;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.Mention;
import dev.openmemory.model.NameForm;
import dev.openmemory.storage.StoreWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Says which of one user's entities a name means, and makes the entity where it is new.
 *
 * <p>Names of one form mean one thing, unless they are known to be of different kinds. A first name
 * alone means the one person whose full name starts with it; where two do, it is a person of its
 * own, since a wrong merge is worse than none.
 */
final class Resolution {

  private static final int NAMESAKES = 3;

  private final StoreWriter writer;
  private final String user;
  private final Instant now;
  private final Supplier<UUID> ids;

  Resolution(StoreWriter writer, String user, Instant now, Supplier<UUID> ids) {
    this.writer = writer;
    this.user = user;
    this.now = now;
    this.ids = ids;
  }

  /** The entity that a mention means; empty where its name can tell nothing apart. */
  Optional<EntityId> of(Mention mention) {
    String form = NameForm.of(mention.name());
    if (form.isEmpty()) {
      return Optional.empty();
    }
    Entity found =
        exact(mention, form)
            .or(() -> longer(mention, form))
            .or(() -> shorter(mention, form))
            .orElseGet(() -> added(mention));
    return Optional.of(refined(found, mention).id());
  }

  private Optional<Entity> exact(Mention mention, String form) {
    List<Entity> fitting =
        named(form).stream().filter(e -> fits(e.kind(), mention.kind())).toList();
    Optional<Entity> alike = fitting.stream().filter(e -> e.kind() == mention.kind()).findFirst();
    Optional<Entity> found = alike.or(() -> fitting.stream().findFirst());
    boolean bare = mention.kind() == EntityKind.PERSON && form.indexOf(' ') < 0;
    // A first name that was clear once may have become unclear.
    return bare && found.isPresent() && !form.equals(NameForm.of(found.get().name()))
        ? found.filter(e -> e.isUser() || namesakes(form).size() < 2)
        : found;
  }

  /** The one person whose full name starts with a bare first name. */
  private Optional<Entity> longer(Mention mention, String form) {
    if (mention.kind() != EntityKind.PERSON || form.indexOf(' ') >= 0) {
      return Optional.empty();
    }
    List<Entity> namesakes = namesakes(form);
    return namesakes.size() == 1 ? Optional.of(namesakes.get(0)) : Optional.empty();
  }

  /** The person that was known by the first name alone, if no other bears it. */
  private Optional<Entity> shorter(Mention mention, String form) {
    int space = form.indexOf(' ');
    if (mention.kind() != EntityKind.PERSON || space < 0) {
      return Optional.empty();
    }
    String first = form.substring(0, space);
    if (!namesakes(first).isEmpty()) {
      return Optional.empty();
    }
    List<Entity> bare =
        named(first).stream()
            .filter(e -> e.kind() == EntityKind.PERSON && !e.isUser())
            .filter(e -> NameForm.of(e.name()).equals(first))
            .toList();
    return bare.size() == 1 ? Optional.of(bare.get(0)) : Optional.empty();
  }

  private List<Entity> named(String form) {
    return writer.entitiesNamed(user, List.of(form)).getOrDefault(form, List.of());
  }

  private List<Entity> namesakes(String first) {
    List<Entity> persons = new ArrayList<>();
    for (Entity entity : writer.entitiesStarting(user, first, NAMESAKES * 4)) {
      if (entity.kind() == EntityKind.PERSON && persons.size() < NAMESAKES) {
        persons.add(entity);
      }
    }
    return persons;
  }

  private static boolean fits(EntityKind known, EntityKind mentioned) {
    return known == mentioned || known == EntityKind.OTHER || mentioned == EntityKind.OTHER;
  }

  private Entity added(Mention mention) {
    Entity entity = new Entity(new EntityId(ids.get()), mention.name(), mention.kind());
    writer.add(entity, user, now);
    return entity;
  }

  /** The entity with what the mention tells more of it: a kind, a fuller name. */
  private Entity refined(Entity entity, Mention mention) {
    if (entity.isUser()) {
      return entity;
    }
    EntityKind kind = entity.kind() == EntityKind.OTHER ? mention.kind() : entity.kind();
    String name =
        mention.name().length() > entity.name().length()
                && NameForm.of(mention.name()).length() > NameForm.of(entity.name()).length()
            ? mention.name()
            : entity.name();
    Entity refined = new Entity(entity.id(), name, kind);
    if (!refined.equals(entity)) {
      writer.update(refined);
    }
    return refined;
  }
}
