package dev.leeway.app.docs;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where on the pages a type or a member is explained.
final class Links {

  private final Map<String, String> pages = new HashMap<>();

  /// Takes up a type and its members as explained on that page.
  void add(String page, JavaType type) {
    pages.put(type.name(), page);
    type.members().forEach(member -> pages.put(type.name() + "." + member.name(), page));
  }

  /// The link from a page to `Type` or `Type.member`, if it is explained anywhere.
  Optional<String> to(String name, String from) {
    return Optional.ofNullable(pages.get(name))
        .map(page -> (page.equals(from) ? "" : page) + "#" + anchor(name));
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replace(".", "");
  }
}
