package dev.leeway.app.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns Javadoc in Markdown into Markdown for a page: references become links where what they name
/// is explained, code otherwise; block tags become a list.
///
/// @param page the page it is for
/// @param type the type that references without one mean
record Prose(Links links, String page, String type) {

  /// Code, which stays as it is, or a reference to a type, a member, or both, with or without
  /// parameters: `[Type]`, `[#member]`, `[Type#member(int)]`.
  private static final Pattern REFERENCE =
      Pattern.compile(
          "`[^`]*`|\\[(?<type>(?:[a-z]+\\.)*[A-Z]\\w+)?(?:#(?<member>\\w+)(?:\\([^)\\]]*\\))?)?](?!\\()");

  private static final Pattern TAG = Pattern.compile("@(param|throws|return)\\s+(.*)");

  String markdown(String javadoc) {
    List<String> text = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    for (String line : javadoc.lines().toList()) {
      if (TAG.matcher(line).matches()) {
        tags.add(line);
      } else if (tags.isEmpty()) {
        text.add(line);
      } else {
        tags.add(tags.removeLast() + " " + line.strip());
      }
    }
    String body = String.join("\n", text).strip();
    StringBuilder list = new StringBuilder();
    for (String tag : tags) {
      list.append("- ").append(item(tag.strip())).append('\n');
    }
    String whole = list.isEmpty() ? body : body.isEmpty() ? list + "" : body + "\n\n" + list;
    return linked(whole.strip());
  }

  /// `@param name text` as "`name`: text", `@throws Type text` as "throws `Type` text".
  private static String item(String tag) {
    String[] words = tag.split("\\s+", 3);
    String rest = words.length < 3 ? "" : words[2];
    return switch (words[0]) {
      case "@param" -> "`" + words[1] + "`" + (rest.isEmpty() ? "" : ": " + rest);
      case "@throws" -> "throws `" + words[1] + "` " + rest;
      default -> "returns " + words[1] + " " + rest;
    };
  }

  private String linked(String text) {
    return REFERENCE.matcher(text).replaceAll(found -> quoted(found));
  }

  private String quoted(MatchResult found) {
    return Matcher.quoteReplacement(replacement(found));
  }

  private String replacement(MatchResult found) {
    String named = found.group("type");
    String member = found.group("member");
    if (named == null && member == null) {
      return found.group();
    }
    String simple = named == null ? type : named.substring(named.lastIndexOf('.') + 1);
    String name = member == null ? simple : simple + "." + member;
    String shown = "`" + (named == null && member != null ? member : name) + "`";
    return links.to(name, page).map(link -> "[" + shown + "](" + link + ")").orElse(shown);
  }
}
