package dev.leeway.app.cli;

import dev.leeway.app.table.CsvFormat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the files are written.
final class DataOptions {

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description = "Between fields; 'tab' for a tab. Default: found from the first lines.")
  @Nullable String delimiter;

  @Option(names = "--no-header", description = "The first line is data.")
  boolean noHeader;

  @Option(
      names = "--names",
      paramLabel = "NAME",
      split = ",",
      description = "Column names, with --no-header. Default: column_1, column_2, …")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--missing",
      paramLabel = "TOKEN",
      split = ",",
      description =
          "What stands for a missing value, instead of empty, NA, N/A, null and NaN; '\"\"' is the"
              + " empty field.")
  List<String> missing = new ArrayList<>();

  @Option(names = "--decimal-comma", description = "Numbers are written 1,5.")
  boolean decimalComma;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "Default: ${DEFAULT-VALUE}, strictly.",
      defaultValue = "UTF-8")
  Charset encoding = StandardCharsets.UTF_8;

  CsvFormat format() {
    if (!names.isEmpty() && !noHeader) {
      throw new UsageException(
          "--names goes with --no-header: otherwise the first line has the names");
    }
    return new CsvFormat(
        delimiter(),
        !noHeader,
        names,
        missing.isEmpty() ? CsvFormat.MISSING : tokens(),
        decimalComma,
        encoding);
  }

  private Set<String> tokens() {
    Set<String> tokens = new LinkedHashSet<>();
    for (String token : missing) {
      tokens.add(token.equals("\"\"") ? "" : token);
    }
    return tokens;
  }

  private @Nullable Character delimiter() {
    if (delimiter == null) {
      return null;
    }
    String character = delimiter.equals("tab") || delimiter.equals("\\t") ? "\t" : delimiter;
    if (character.length() != 1 || "\"\r\n".contains(character)) {
      throw new UsageException(
          "--delimiter must be one character, or tab, and no quote; was " + delimiter);
    }
    if (decimalComma && character.equals(",")) {
      throw new UsageException("--delimiter , and --decimal-comma exclude each other");
    }
    return character.charAt(0);
  }
}
