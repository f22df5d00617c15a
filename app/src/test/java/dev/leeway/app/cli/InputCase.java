package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// A run of the program on files of its own, and what it should say.
record InputCase(
    String name,
    Map<String, byte[]> files,
    List<String> arguments,
    int exitCode,
    List<String> sentences) {

  /// A good table of 200 rows.
  static final String GOOD = Session.table(200, 1);

  /// A check without its current side yet, to be refused.
  static InputCase current() {
    return new InputCase("", Map.of(), List.of("check", "-r", "{dir}/good.csv"), 2, List.of());
  }

  /// A check of a current file with this content.
  static InputCase bad(byte[] content) {
    return current().file("bad.csv", content).from("bad.csv");
  }

  static InputCase bad(String content) {
    return bad(content.getBytes(StandardCharsets.UTF_8));
  }

  /// A check of two files that both have this content, which can be read.
  static InputCase both(byte[] content) {
    return bad(content).file("good.csv", content).exits(0);
  }

  InputCase named(String given) {
    return new InputCase(given, files, arguments, exitCode, sentences);
  }

  InputCase file(String file, byte[] content) {
    Map<String, byte[]> more = new LinkedHashMap<>(files);
    more.put(file, content);
    return new InputCase(name, more, arguments, exitCode, sentences);
  }

  InputCase file(String file, String content) {
    return file(file, content.getBytes(StandardCharsets.UTF_8));
  }

  InputCase from(String current) {
    return and("-c", "{dir}/" + current);
  }

  InputCase with(String... given) {
    return new InputCase(name, files, List.of(given), exitCode, sentences);
  }

  InputCase and(String... given) {
    List<String> more = new ArrayList<>(arguments);
    more.addAll(List.of(given));
    return new InputCase(name, files, more, exitCode, sentences);
  }

  InputCase exits(int code) {
    return new InputCase(name, files, arguments, code, sentences);
  }

  InputCase says(String... expected) {
    return new InputCase(name, files, arguments, exitCode, List.of(expected));
  }

  /// Exit code 2, a sentence, and nothing else.
  void assertRefused(Path folder) {
    Session session = run(folder);
    assertThat(session.err()).contains(sentences).doesNotContain("\tat ");
    assertThat(session.out()).isEmpty();
  }

  /// The exit code, and a report that says so.
  void assertRead(Path folder) {
    assertThat(run(folder).out().replaceAll("\\s+", " ")).contains(sentences);
  }

  private Session run(Path folder) {
    Session session = new Session(folder).file("good.csv", GOOD);
    files.forEach(session::file);
    assertThat(session.run(arguments.toArray(String[]::new))).as(session.err()).isEqualTo(exitCode);
    return session;
  }

  @Override
  public String toString() {
    return name;
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
