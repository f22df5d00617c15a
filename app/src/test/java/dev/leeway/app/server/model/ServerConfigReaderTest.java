package dev.leeway.app.server.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerConfigReaderTest {

  private static final Path FOLDER = Path.of("/etc/leeway");

  /// Of the token `secret`, by sha256sum.
  private static final String SECRET =
      "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

  private static ServerConfig read(String text) {
    return ServerConfigReader.read(text, "leeway.yaml", FOLDER);
  }

  private static List<String> problems(String text) {
    ConfigException problems = catchThrowableOfType(ConfigException.class, () -> read(text));
    assertThat(problems).as("problems of %s", text).isNotNull();
    return problems.problems();
  }

  @Test
  void nothingIsThisMachineWithoutModels() {
    assertThat(read("")).isEqualTo(ServerConfig.standard(FOLDER));
    assertThat(read("server:\nmodels:\n")).isEqualTo(ServerConfig.standard(FOLDER));
  }

  @Test
  void everyKeyIsRead() {
    ServerConfig config =
        read(
            """
            server:
              data: ./kept
              host: 0.0.0.0
              port: 443
              tokens:
                ingest: sha256:%1$s
                read: [sha256:%1$s, SHA256:%2$s]
                admin: sha256:%2$s
              tls: {certificate: cert.pem, key: /keys/key.pem}
              limits: {body: 16MiB, rows: 5, columns: 6, queue: 1GB, ids: 7000, database: 300 MB}
            models:
              credit: {label: repaid, reference: data/spring.csv}
              churn:
            """
                .formatted(SECRET, "0".repeat(64)));
    assertThat(config.data()).isEqualTo(Path.of("/etc/leeway/kept"));
    assertThat(config.host()).isEqualTo("0.0.0.0");
    assertThat(config.port()).isEqualTo(443);
    assertThat(config.tokens().hashes())
        .isEqualTo(
            Map.of(
                TokenRole.INGEST,
                List.of(SECRET),
                TokenRole.READ,
                List.of(SECRET, "0".repeat(64)),
                TokenRole.ADMIN,
                List.of("0".repeat(64))));
    assertThat(config.tls())
        .isEqualTo(Optional.of(new Tls(Path.of("/etc/leeway/cert.pem"), Path.of("/keys/key.pem"))));
    assertThat(config.limits())
        .isEqualTo(new ServerLimits(16 << 20, 5, 6, 1_000_000_000, 7_000, 300_000_000));
    assertThat(config.models())
        .extracting(model -> model.config().name())
        .containsExactly("credit", "churn");
    assertThat(config.models().get(0).config())
        .isEqualTo(
            ModelConfigReader.read(
                "credit", "{label: repaid, reference: data/spring.csv}", "x", FOLDER));
  }

  @Test
  void whatWasWrittenOfAModelReadsBackAsItIs() {
    ServerConfig.Model model =
        read("""
        models:
          credit:
            label: "it's \\"paid\\" \\\\ back\\n"
            score: [p, "größe\\t😀"]
            segment: "null"
            prediction: ~
            kind: {postcode: categorical, "a: b": numeric}
            threshold: 0.25
            window: 5000
            labels: {horizon: 30d}
            reference: spring.csv
        """)
            .models()
            .get(0);
    assertThat(model.written()).startsWith("{\"label\":\"it's \\\"paid\\\"");
    assertThat(model.config().roles()).containsKeys("null", "größe\t😀");
    assertThat(ModelConfigReader.read("credit", model.written(), "stored", FOLDER))
        .isEqualTo(model.config());
    assertThat(read("models: {credit: }").models().get(0).written()).isEqualTo("{}");
  }

  @Test
  void allProblemsAreNamedAtOnceWithTheirLine() {
    assertThat(
            problems(
                """
                server:
                  hots: 127.0.0.1
                  host: http://here
                  port: 70000
                  tokens: {ingest: hunter2, root: sha256:0}
                  tls: {certificate: cert.pem}
                  limits: {body: 64 megs, rows: 0, queue: 1MB, ids: -3}
                  open: perhaps
                models:
                  credit:
                    labl: repaid
                  "../etc": {threshold: high}
                  churn: 5
                """))
        .anySatisfy(it -> assertThat(it).startsWith("leeway.yaml:2: unknown key `server.hots`"))
        .contains(
            "leeway.yaml:3: server.host: must be a name or an address, such as 127.0.0.1, without a"
                + " protocol; was http://here",
            "leeway.yaml:4: server.port: must be a port in [0, 65535], was 70000",
            "leeway.yaml:6: server.tls needs the certificate's key, a PEM file",
            "leeway.yaml:7: server.limits.rows: must be a whole number from 1 on, was 0",
            "leeway.yaml:7: server.limits.queue: must be at least 32MB, was 1MB",
            "leeway.yaml:7: server.limits.ids: must be a whole number from 1000 on, was -3",
            "leeway.yaml:8: server.open: must be true or false, was perhaps",
            "leeway.yaml:12: models.../etc.threshold: must be a finite number, was high",
            "leeway.yaml:13: models.churn must hold keys and values")
        .anySatisfy(
            it -> assertThat(it).startsWith("leeway.yaml:5: server.tokens.ingest: must be sha256:"))
        .anySatisfy(
            it -> assertThat(it).startsWith("leeway.yaml:5: unknown key `server.tokens.root`"))
        .anySatisfy(it -> assertThat(it).startsWith("leeway.yaml:7: server.limits.body: a size"))
        .anySatisfy(
            it -> assertThat(it).startsWith("leeway.yaml:11: unknown key `models.credit.labl`"))
        .anySatisfy(it -> assertThat(it).contains("a model's name must be").contains("../etc"))
        .noneSatisfy(it -> assertThat(it).as("a secret in a message").contains("hunter2"));
  }

  @Test
  void anAddressThatOthersReachNeedsTokens() {
    assertThat(problems("server: {host: 0.0.0.0}"))
        .singleElement()
        .asString()
        .startsWith("leeway.yaml:1: server.host: whoever reaches 0.0.0.0 could send and read");
    assertThat(problems("server: {host: leeway.bank.example, tokens: {}}")).hasSize(1);
    assertThat(read("server: {host: 0.0.0.0, open: true}").tokens().isOpen()).isTrue();
    assertThat(read("server: {host: localhost}").host()).isEqualTo("localhost");
    assertThat(read("server: {host: 127.0.0.2}").host()).isEqualTo("127.0.0.2");
    assertThat(problems("server: {open: true, tokens: {admin: sha256:%s}}".formatted(SECRET)))
        .singleElement()
        .asString()
        .contains("exclude each other");
  }

  @Test
  void aFileOfOptionsOfCheckIsToldWhereTheyStand() {
    assertThat(problems("label: repaid\nprediction: approved\n"))
        .containsExactly(
            "leeway.yaml:1: unknown key `label`; a server's configuration has `server` and"
                + " `models`, and what is monitored of a model stands under its name: models:"
                + " {credit: {label: …}}",
            "leeway.yaml:2: unknown key `prediction`; a server's configuration has `server` and"
                + " `models`, and what is monitored of a model stands under its name: models:"
                + " {credit: {prediction: …}}");
  }

  @Test
  void aTokenIsKnownByItsHash() {
    Tokens tokens =
        read("server: {tokens: {read: sha256:%s, admin: sha256:%s}}"
                .formatted(SECRET, Tokens.written("root").substring(7)))
            .tokens();
    assertThat(Tokens.written("secret")).isEqualTo("sha256:" + SECRET);
    assertThat(tokens.roles("secret")).containsExactly(TokenRole.READ);
    assertThat(tokens.allow("secret", TokenRole.READ)).isTrue();
    assertThat(tokens.allow("secret", TokenRole.INGEST)).isFalse();
    assertThat(tokens.allow("root", TokenRole.INGEST)).isTrue();
    assertThat(tokens.allow("", TokenRole.READ)).isFalse();
    assertThat(tokens.allow(SECRET, TokenRole.READ)).as("the hash is no token").isFalse();
    assertThat(Tokens.none().allow("", TokenRole.ADMIN)).isTrue();
  }

  @Test
  void whatIsNoFileOrNoTextIsSaid(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("leeway.yaml");
    assertThatThrownBy(() -> ServerConfigReader.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessage("there is no configuration file " + file);
    Files.write(file, "data: größe".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ServerConfigReader.read(file))
        .hasMessageEndingWith("it is not written in UTF-8");
    Files.writeString(file, "server: {port: 0}\n");
    assertThat(ServerConfigReader.read(file).data()).isEqualTo(folder.resolve("leeway-data"));
    assertThatThrownBy(() -> ServerConfigReader.read(folder)).isInstanceOf(ConfigException.class);
  }
}
