package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.http.Method;
import dev.openmemory.http.Routes;
import dev.openmemory.http.rest.Guard;
import dev.openmemory.http.rest.RefusedException;
import java.util.List;
import java.util.Set;

/**
 * What Mem0 keeps of an account. Here there is one owner with one project, whose settings are those
 * of the server; webhooks, organisations and profiles are refused.
 */
final class AccountRoutes {

  /** The only owner. */
  static final String OWNER = "local";

  /** The only organisation and the only project. */
  static final String ORGANIZATION = "local";

  private static final String PROJECT =
      "/api/v1/orgs/organizations/{organization}/projects/{project}/";

  void on(Routes.Builder table) {
    table.on(Method.GET, "/v1/ping/", Guard.around(call -> ping()));
    table.on(Method.GET, PROJECT, Guard.around(AccountRoutes::project));
    table.on(Method.PATCH, PROJECT, refused("Changing project settings"));
    String webhooks = "Notification by webhooks";
    table.on(Method.GET, "/api/v1/webhooks/projects/{project}/", refused(webhooks));
    table.on(Method.POST, "/api/v1/webhooks/projects/{project}/", refused(webhooks));
    table.on(Method.PUT, "/api/v1/webhooks/{id}/", refused(webhooks));
    table.on(Method.DELETE, "/api/v1/webhooks/{id}/", refused(webhooks));
    String organizations = "Keeping several organizations or projects";
    for (Method method : List.of(Method.GET, Method.POST)) {
      table.on(method, "/api/v1/orgs/organizations/", refused(organizations));
      table.on(
          method, "/api/v1/orgs/organizations/{organization}/projects/", refused(organizations));
    }
    table.on(Method.GET, "/v2/entities/user/{name}/profile/", Guard.around(AccountRoutes::profile));
    table.on(Method.GET, "/v2/profiles/settings/", Guard.around(call -> Answer.json(profiles())));
    String profiles = "Generating profiles";
    table.on(Method.POST, "/v2/profiles/settings/", refused(profiles));
    table.on(Method.POST, "/v2/profiles/jobs/", refused(profiles));
    table.on(Method.GET, "/v2/profiles/jobs/{id}/", refused(profiles));
  }

  private static Routes.Answerer refused(String what) {
    return Guard.around(
        call -> {
          throw RefusedException.notOffered(what);
        });
  }

  private static Answer ping() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("status", "ok");
    node.put("org_id", ORGANIZATION);
    node.put("project_id", ORGANIZATION);
    // No address: a client would report what it does under one.
    node.put("user_email", OWNER);
    return Answer.json(node);
  }

  private static Answer project(Call call) {
    if (!call.path("organization").equals(ORGANIZATION)
        || !call.path("project").equals(ORGANIZATION)) {
      throw RefusedException.error(404, "Project not found!");
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", ORGANIZATION);
    node.put("name", ORGANIZATION);
    node.putNull("custom_instructions");
    node.putNull("agent_custom_instructions");
    node.putArray("custom_categories");
    node.put("multilingual", false);
    node.put("decay", false);
    Set<String> wanted = Set.copyOf(call.queries("fields"));
    return Answer.json(wanted.isEmpty() ? node : node.retain(wanted));
  }

  private static Answer profile(Call call) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.putObject("profile");
    node.put("status", "not_enabled");
    node.put("entity_type", "user");
    node.put("entity_id", call.path("name"));
    node.putNull("updated_at");
    node.put("generation_count", 0);
    return Answer.json(node);
  }

  private static ObjectNode profiles() {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("enabled", false);
    node.putObject("entities");
    node.putObject("capabilities");
    return node;
  }
}
